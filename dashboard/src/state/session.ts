import { Store } from './store.js';

export interface Session {
  key: string | null;
  /** Why the visitor is signed out, when it was not their own wish. */
  notice?: string;
  /** A storefront key may not capture, refund or cancel; known once the server has refused it. */
  movesNoMoney?: boolean;
}

const SLOT = 'paylink.key';

/** The key lives as long as the tab, and is never written to disk or to the address bar. */
export const session = new Store<Session>({ key: sessionStorage.getItem(SLOT) });
takeKeyFromAddress();
// Such an address may also be opened in a tab that the dashboard is in already.
addEventListener('hashchange', takeKeyFromAddress);

export function signIn(key: string): void {
  sessionStorage.setItem(SLOT, key);
  session.set({ key });
}

export function signOut(notice?: string): void {
  sessionStorage.removeItem(SLOT);
  session.set({ key: null, notice });
}

/** Takes the key from `#key=…`, which servers never see, and removes it before anybody reads it over a shoulder. */
function takeKeyFromAddress(): void {
  const key = new URLSearchParams(location.hash.slice(1)).get('key')?.trim();
  if (!key) return;
  history.replaceState(null, '', location.pathname + location.search);
  signIn(key);
}
