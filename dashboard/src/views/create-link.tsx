import { useRef, useState } from 'preact/hooks';
import { CREATE } from '../api/operations.js';
import { Alert } from '../components/alert.js';
import { Field, focusFirstFault } from '../components/field.js';
import { Icon } from '../components/icons.js';
import { Pane } from '../components/pane.js';
import { homeMarket, marketOf } from '../markets.js';
import { formatMoney, percentText } from '../money.js';
import { explainAnswer, faultsOf, useAction } from '../state/action.js';
import { useDesk } from '../state/desk.js';
import {
  newDraft,
  newLine,
  toInput,
  totals,
  withExpiry,
  type Draft,
  type Expiry,
  type Faults,
} from '../state/draft.js';
import { notify } from '../state/notices.js';
import { go, paths } from '../state/route.js';
import { LineEditor } from './create/line-editor.js';
import { MarketFields } from './create/market-fields.js';

const EXPIRIES: [Expiry, string][] = [
  ['never', 'Never'],
  ['1', 'In one day'],
  ['7', 'In 7 days'],
  ['30', 'In 30 days'],
  ['at', 'At a time to choose'],
];

/** The input fields that the form shows, with whatever is wrong in a line at that line. */
const FIELDS = /^(orderLines\.\d+\..*|country|currency|locale|reference|expiresAt)$/;

export function CreateLink() {
  const { run, busy } = useAction(useDesk().api, CREATE);
  const [draft, setDraft] = useState(() => newDraft(homeMarket()));
  const [faults, setFaults] = useState<Faults>({});
  const [problem, setProblem] = useState<{ lines: string[]; taken?: string }>({ lines: [] });
  const form = useRef<HTMLFormElement>(null);
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part });

  const submit = async (event: Event) => {
    event.preventDefault();
    if (busy) return;
    setProblem({ lines: [] });
    const read = toInput(draft);
    if ('faults' in read) {
      setFaults(read.faults);
      return focusFirstFault(form.current);
    }
    const answer = await run(read.input);
    if (answer.kind === 'done') {
      notify(answer.value.status === 'OPEN' ? 'The link is ready.' : 'The link is being made.');
      return go(paths.link(answer.value.id));
    }
    setFaults(faultsOf(answer));
    const taken = answer.kind === 'refused' ? answer.error.paymentLink?.id : undefined;
    setProblem({ lines: explainAnswer(answer, FIELDS), ...(taken && { taken }) });
    focusFirstFault(form.current);
  };

  return (
    <Pane label="New payment link">
      <header class="pane-head">
        <h1>New payment link</h1>
      </header>
      <form ref={form} class="create" novalidate onSubmit={submit}>
        <MarketFields draft={draft} faults={faults} onChange={setDraft} />
        <fieldset>
          <legend>What is bought</legend>
          {draft.lines.map((line, index) => (
            <LineEditor
              key={line.key}
              line={line}
              index={index}
              currency={draft.currency}
              faults={faults}
              total={totals(draft).lines[index] ?? null}
              onChange={(part) =>
                change({ lines: draft.lines.map((l) => (l === line ? { ...l, ...part } : l)) })
              }
              onRemove={
                draft.lines.length > 1
                  ? () => {
                      // Faults name lines by their number, which no longer holds.
                      setFaults({});
                      change({ lines: draft.lines.filter((l) => l !== line) });
                    }
                  : undefined
              }
            />
          ))}
          <button
            type="button"
            class="button"
            onClick={() =>
              change({ lines: [...draft.lines, newLine(percentText(marketOf(draft.country).taxRate))] })
            }
          >
            <Icon name="plus" />
            Add a line
          </button>
        </fieldset>
        <fieldset class="grid">
          <legend>The offer</legend>
          <Field
            label="Reference"
            optional
            hint="Your own number for the purchase."
            fault={faults['reference']}
          >
            {(control) => (
              <input
                {...control}
                value={draft.reference}
                onInput={(event) => change({ reference: event.currentTarget.value })}
              />
            )}
          </Field>
          <Field label="Offer ends" fault={draft.expiry === 'at' ? undefined : faults['expiresAt']}>
            {(control) => (
              <select
                {...control}
                value={draft.expiry}
                onChange={(event) => setDraft(withExpiry(draft, event.currentTarget.value as Expiry))}
              >
                {EXPIRIES.map(([expiry, text]) => (
                  <option key={expiry} value={expiry}>
                    {text}
                  </option>
                ))}
              </select>
            )}
          </Field>
          {draft.expiry === 'at' && (
            <Field label="Day and time" fault={faults['expiresAt']}>
              {(control) => (
                <input
                  {...control}
                  type="datetime-local"
                  value={draft.expiresAt}
                  onInput={(event) => change({ expiresAt: event.currentTarget.value })}
                />
              )}
            </Field>
          )}
        </fieldset>
        <Alert lines={problem.lines} />
        {problem.taken && <a href={paths.link(problem.taken)}>Show the link that has this reference</a>}
        <Footer draft={draft} busy={busy} />
      </form>
    </Pane>
  );
}

function Footer({ draft, busy }: { draft: Draft; busy: boolean }) {
  const { total, tax } = totals(draft);
  const { currency } = draft;
  return (
    <footer class="create-foot">
      <p aria-live="polite">
        <strong>{formatMoney({ amount: total, currency })}</strong>
        <span class="quiet"> of which tax {formatMoney({ amount: tax, currency })}</span>
      </p>
      <button type="submit" class="button button-primary" aria-busy={busy}>
        {busy ? 'Making the link…' : 'Make the link'}
      </button>
    </footer>
  );
}
