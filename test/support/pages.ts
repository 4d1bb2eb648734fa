import type { TestApp } from './app.js';
import { visit } from './browser.js';
import { eventually } from './eventually.js';
import type { Link } from './shop.js';

const HOUR_SECONDS = 3600;
const UPDATE_MERCHANT = `mutation ($input: UpdateMerchantInput!) {
  result: updateMerchant(input: $input) { __typename ... on InvalidInput { faults { path message } } }
}`;

/** How the shop of the pages looks. */
export const BLOMSTERHUSET = {
  name: 'Blomsterhuset',
  color: '#0b6e4f',
  contactEmail: 'hej@blomster.example',
  contactPhone: '+46 8 505 123 45',
  contactUrl: 'https://blomster.example/hjalp',
  asksForNewLink: true,
};

/** Every language of the pages, with a market that has it or is near it. */
export const PAGE_LOCALES: [locale: string, country: string, currency: string][] = [
  ['da-DK', 'DK', 'DKK'],
  ['nl-NL', 'NL', 'EUR'],
  ['en-GB', 'GB', 'GBP'],
  ['fi-FI', 'FI', 'EUR'],
  ['fr-FR', 'FR', 'EUR'],
  ['de-DE', 'DE', 'EUR'],
  ['it-IT', 'IT', 'EUR'],
  ['nb-NO', 'NO', 'NOK'],
  ['pl-PL', 'PL', 'PLN'],
  ['pt-PT', 'PT', 'EUR'],
  ['es-ES', 'ES', 'EUR'],
  ['sv-SE', 'SE', 'SEK'],
  ['cs-CZ', 'CZ', 'CZK'],
  ['el-GR', 'GR', 'EUR'],
];

export async function updateMerchant(app: TestApp, input: object): Promise<void> {
  const { result } = await app.merchant.request<{ result: { __typename: string } }>(UPDATE_MERCHANT, {
    input,
  });
  if (result.__typename !== 'Merchant') throw new Error(JSON.stringify(result));
}

/** Brings about each page that a consumer can meet, and gives its address. */
export class PageScenes {
  constructor(private readonly app: TestApp) {}

  async paid(): Promise<string> {
    return (await this.paidLink()).url;
  }

  async expired(): Promise<string> {
    const { shop, sandbox } = this.app;
    const expiresAt = new Date((await sandbox.now()).getTime() + HOUR_SECONDS * 1000).toISOString();
    const link = await this.aLink({ expiresAt });
    await sandbox.advance(HOUR_SECONDS + 1);
    await eventually(async () => expect(await shop.link(link.id)).toMatchObject({ status: 'EXPIRED' }));
    return link.url;
  }

  async disabled(): Promise<string> {
    const link = await this.aLink();
    await this.app.shop.disable({ paymentLinkId: link.id });
    return link.url;
  }

  /** In a store, a consumer's cancel is final. */
  async cancelled(): Promise<string> {
    const { shop, sandbox } = this.app;
    const link = await this.aLink({ channel: 'IN_STORE' });
    await sandbox.consumer(link.session.id, 'cancel');
    await eventually(async () => expect(await shop.outcome(link.id)).toMatchObject({ status: 'CANCELLED' }));
    return link.url;
  }

  async notMade(): Promise<string> {
    const { shop, sandbox, database, url } = this.app;
    await sandbox.faults([{ match: 'POST /checkout/v3/orders', kind: 'status', status: 400 }]);
    await shop.create();
    const [row] = await database.query<{ code: string }>(
      `SELECT code FROM payment_links WHERE status = 'CREATION_FAILED' LIMIT 1`,
    );
    return `${url}/l/${row!.code}`;
  }

  unknown(): string {
    return `${this.app.url}/l/AAAAAAAAAAAAAAAAAAAAAA`;
  }

  /** The provider falls silent while the session is made, for as long as this is asked. */
  async inAMoment(): Promise<string> {
    const { shop, sandbox } = this.app;
    await sandbox.faults([{ match: 'POST /hpp/v1/sessions', kind: 'lost_reply', times: 100 }]);
    const { url, status } = await shop.create();
    if (status !== 'CREATING') throw new Error(`the link is ${status}`);
    return url;
  }

  /** Nobody has paid: the provider has nothing to confirm. */
  async confirming(): Promise<string> {
    return `${(await this.aLink()).url}/return/success`;
  }

  async thankYou(overrides: object = {}): Promise<string> {
    return `${(await this.paidLink(overrides)).url}/return/success`;
  }

  /** Three have paid at once what two may. */
  async taken(overrides: object = {}): Promise<string> {
    const { sandbox, shop } = this.app;
    const { id, url } = await this.aLink({ maxPayments: 2, ...overrides });
    const opened = await Promise.all([1, 2, 3].map(() => visit(url)));
    const sessions = await sandbox.sessions();
    const paid = opened.map(async ({ location }) => {
      const { session_id } = sessions.find(({ redirect_url }) => redirect_url === location)!;
      return (await sandbox.consumer(session_id, 'pay')).redirect_url!;
    });
    const returns = await Promise.all(paid);
    await Promise.all(returns.map((address) => visit(address)));
    const log = await shop.log(id, 'payment_link.surplus_cancelled');
    const surplus = log.find(({ type }) => type === 'payment_link.surplus_cancelled')!.data.orderId as string;
    return returns.find((address) => address.includes(surplus))!;
  }

  async back(): Promise<string> {
    return `${(await this.aLink()).url}/return/back`;
  }

  async left(): Promise<string> {
    return `${(await this.aLink()).url}/return/cancel`;
  }

  async declined(): Promise<string> {
    const link = await this.aLink();
    await this.app.sandbox.consumer(link.session.id, 'decline');
    return `${link.url}/return/failure`;
  }

  async error(): Promise<string> {
    const link = await this.aLink();
    await this.app.sandbox.consumer(link.session.id, 'error');
    return `${link.url}/return/error`;
  }

  async asked(): Promise<string> {
    const url = await this.disabled();
    await fetch(`${url}/new-link`, { method: 'POST', redirect: 'manual' });
    return `${url}/new-link`;
  }

  async print(overrides: object = {}): Promise<string> {
    return `${(await this.aLink(overrides)).url}/print`;
  }

  /** A link that the program cannot read, until `mend`. */
  async broken(): Promise<string> {
    const link = await this.aLink();
    await this.app.database.query('ALTER TABLE hosted_sessions RENAME TO hosted_sessions_gone');
    return link.url;
  }

  /** Ends what `inAMoment` and `broken` have begun. */
  async mend(): Promise<void> {
    await this.app.sandbox.clearFaults();
    await this.app.database.query('ALTER TABLE IF EXISTS hosted_sessions_gone RENAME TO hosted_sessions');
  }

  private aLink(overrides: object = {}): Promise<Link> {
    return this.app.shop.anOpenLink(overrides);
  }

  private async paidLink(overrides: object = {}): Promise<Link> {
    const { shop, sandbox } = this.app;
    const link = await this.aLink(overrides);
    await sandbox.consumer(link.session.id, 'pay');
    await eventually(async () => expect(await shop.outcome(link.id)).toMatchObject({ status: 'COMPLETED' }));
    return link;
  }
}
