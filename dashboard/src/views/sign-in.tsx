import { useState } from 'preact/hooks';
import { createApi, explainFailure, isUnauthenticated } from '../api/client.js';
import { NEWEST_LINK } from '../api/operations.js';
import { Alert } from '../components/alert.js';
import { Field } from '../components/field.js';
import { Mark } from '../components/icons.js';
import { signIn } from '../state/session.js';

export const UNKNOWN_KEY =
  'The server does not know this key. Copy it again from where the server printed it.';

export function SignIn({ notice }: { notice?: string }) {
  const [key, setKey] = useState('');
  const [fault, setFault] = useState<string>();
  const [busy, setBusy] = useState(false);

  const submit = async (event: Event) => {
    event.preventDefault();
    const pasted = key.trim().replace(/^Bearer\s+/i, '');
    if (pasted === '') return setFault('Paste a key.');
    setBusy(true);
    const { error } = await createApi(pasted, () => {})
      .http.query(NEWEST_LINK, {})
      .toPromise();
    setBusy(false);
    if (!error) return signIn(pasted);
    setFault(isUnauthenticated(error) ? UNKNOWN_KEY : explainFailure(error));
  };

  return (
    <main class="sign-in">
      <div class="brand">
        <Mark />
        Paylink
      </div>
      <form class="card" novalidate onSubmit={submit}>
        <h1>Sign in</h1>
        {notice && <Alert lines={[notice]} />}
        <Field
          label="API key"
          hint="A merchant key does everything; a storefront key moves no money. The server printed both when it first started."
          fault={fault}
        >
          {(control) => (
            <input
              {...control}
              type="password"
              autocomplete="off"
              spellcheck={false}
              autofocus
              value={key}
              onInput={(event) => {
                setKey(event.currentTarget.value);
                setFault(undefined);
              }}
            />
          )}
        </Field>
        <button type="submit" class="button button-primary" aria-busy={busy}>
          {busy ? 'Checking…' : 'Sign in'}
        </button>
        <p class="hint">The key stays in this tab, and is forgotten when you close it.</p>
      </form>
    </main>
  );
}
