import { isMarket } from './checkout/markets.js';

/** A merchant at the provider: its credentials and what its contract allows. */
export interface Account {
  merchantId: string;
  /** Shown to consumers. */
  name: string;
  username: string;
  key: string;
  region: 'eu' | 'na' | 'oc';
  /** An account that is not active is answered 403. */
  active: boolean;
  /** Pairs such as "SE/SEK"; null means every pair of the published tables. */
  markets: string[] | null;
  /** A global agreement: any country with any currency. */
  global: boolean;
  autoCapture: boolean;
  recurring: boolean;
  externalPaymentMethods: boolean;
  shippingDelay: boolean;
  authorizationDays: number;
}

export const defaultAccount: Account = {
  merchantId: 'PL0001',
  name: 'Paylink Test Shop',
  username: 'PL0001-paylink',
  key: 'kco_test_api_paylink',
  region: 'eu',
  active: true,
  markets: null,
  global: false,
  autoCapture: true,
  recurring: true,
  externalPaymentMethods: true,
  shippingDelay: false,
  authorizationDays: 28,
};

/** Fills an account's gaps with the default account's contract. Throws on a missing key or user name. */
export function makeAccount(given: Partial<Account>): Account {
  if (typeof given.key !== 'string' || !given.key) throw new Error('an account needs a key');
  if (typeof given.username !== 'string' || !given.username) throw new Error('an account needs a username');
  const merchantId = given.merchantId ?? given.username.split(/[-_]/)[0] ?? given.username;
  return { ...defaultAccount, ...given, merchantId };
}

export function parseAccounts(text: string): Account[] {
  let list: unknown;
  try {
    list = JSON.parse(text);
  } catch {
    throw new Error('SANDBOX_ACCOUNTS must be JSON');
  }
  if (!Array.isArray(list) || list.length === 0)
    throw new Error('SANDBOX_ACCOUNTS must be a list of accounts');
  return list.map((each: unknown) => makeAccount((each ?? {}) as Partial<Account>));
}

/** Whether a country may be sold to in a currency, whatever the case of the letters. */
export function sellsIn(account: Account, country: string, currency: string): boolean {
  if (account.global) return true;
  const pair = `${country}/${currency}`.toUpperCase();
  return account.markets ? account.markets.includes(pair) : isMarket(pair);
}

/**
 * Finds the account of an Authorization header: `Basic <key>` with the key as issued, or
 * `Basic base64(username:key)`, where a user name that is given must be the right one.
 */
export function authenticate(accounts: Account[], header: string | undefined): Account | null {
  const credentials = /^Basic +(\S+) *$/i.exec(header ?? '')?.[1];
  if (!credentials) return null;
  const byKey = accounts.find((each) => each.key === credentials);
  if (byKey) return byKey;
  const pair = Buffer.from(credentials, 'base64').toString('utf8');
  const colon = pair.indexOf(':');
  if (colon < 0) return null;
  const username = pair.slice(0, colon);
  const key = pair.slice(colon + 1);
  return accounts.find((each) => each.key === key && (username === '' || each.username === username)) ?? null;
}
