import { Field } from '../../components/field.js';
import { Icon } from '../../components/icons.js';
import { formatMoney } from '../../money.js';
import type { DraftLine, Faults } from '../../state/draft.js';

interface LineEditorProps {
  line: DraftLine;
  index: number;
  currency: string;
  faults: Faults;
  /** Minor units; null while the line cannot be read. */
  total: number | null;
  onChange: (part: Partial<DraftLine>) => void;
  onRemove?: () => void;
}

const FIELDS = ['name', 'quantity', 'unitPrice', 'taxRate'];

export function LineEditor({ line, index, currency, faults, total, onChange, onRemove }: LineEditorProps) {
  const path = `orderLines.${index}`;
  const others = Object.entries(faults).filter(
    ([at]) => at.startsWith(`${path}.`) && !FIELDS.includes(at.slice(path.length + 1)),
  );
  return (
    <div class="line" role="group" aria-label={`Line ${index + 1}`}>
      <Field class="line-name" label="Item" fault={faults[`${path}.name`]}>
        {(control) => (
          <input
            {...control}
            value={line.name}
            onInput={(event) => onChange({ name: event.currentTarget.value })}
          />
        )}
      </Field>
      <Field class="line-quantity" label="Quantity" fault={faults[`${path}.quantity`]}>
        {(control) => (
          <input
            {...control}
            class="number"
            inputMode="numeric"
            value={line.quantity}
            onInput={(event) => onChange({ quantity: event.currentTarget.value })}
          />
        )}
      </Field>
      <Field class="line-price" label={`Price, ${currency}`} fault={faults[`${path}.unitPrice`]}>
        {(control) => (
          <input
            {...control}
            class="number"
            inputMode="decimal"
            value={line.unitPrice}
            onInput={(event) => onChange({ unitPrice: event.currentTarget.value })}
          />
        )}
      </Field>
      <Field class="line-tax" label="Tax, %" fault={faults[`${path}.taxRate`]}>
        {(control) => (
          <input
            {...control}
            class="number"
            inputMode="decimal"
            value={line.taxRate}
            onInput={(event) => onChange({ taxRate: event.currentTarget.value })}
          />
        )}
      </Field>
      <p class="line-total">
        <span class="unseen">Line total </span>
        {total === null ? '–' : formatMoney({ amount: total, currency })}
      </p>
      {onRemove && (
        <button
          type="button"
          class="button-icon line-remove"
          aria-label={`Remove line ${index + 1}`}
          onClick={onRemove}
        >
          <Icon name="close" />
        </button>
      )}
      {others.map(([at, message]) => (
        <p class="fault" key={at}>
          {message}
        </p>
      ))}
    </div>
  );
}
