import { createClient } from 'graphql-ws';
import WebSocket from 'ws';

import { type TestApp, startApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import type { GraphqlClient } from '../support/graphql-client.js';
import { aLink, type Link, Shop } from '../support/shop.js';

const HOUR_SECONDS = 3600;

describe('access', () => {
  let app: TestApp;
  let shop: Shop;
  let storefront: Shop;

  beforeAll(async () => {
    app = await startApp();
    shop = app.shop;
    storefront = new Shop(app.storefront);
  });
  afterAll(() => app.stop());

  const browser = ({ clientToken }: Link): Shop => new Shop(app.client(clientToken));
  const codes = (answer: { errors?: { extensions: { code: string } }[] }) =>
    answer.errors?.map(({ extensions }) => extensions.code);

  /** The code with which the server closes a socket that begins like this. */
  const closeCode = (connectionParams: Record<string, unknown>): Promise<number> =>
    new Promise((resolve) => {
      const client = createClient({
        url: `${app.url.replace('http', 'ws')}/graphql`,
        webSocketImpl: WebSocket,
        connectionParams,
        retryAttempts: 0,
        lazy: false,
        onNonLazyError: () => undefined,
        on: { closed: (event) => resolve((event as CloseEvent).code), connected: () => resolve(0) },
      });
      void client;
    });

  describe.each([
    ['no key', () => app.anonymous],
    ['a key that is none', () => app.client('not_a_key_of_anybody_at_all')],
    ['a token that is none', () => app.client('eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.x')],
  ])('with %s', (_, client: () => GraphqlClient) => {
    it('is refused over HTTP, for every operation', async () => {
      const { id: paymentLinkId } = await shop.anOpenLink();
      const stranger = new Shop(client());

      const answers = await Promise.all([
        stranger.tryToRead('link', { id: paymentLinkId }),
        stranger.tryToRead('outcome', { id: paymentLinkId }),
        stranger.tryToRead('links', {}),
        stranger.tryToRead('events', {}),
        stranger.tryTo('create', aLink()),
        stranger.tryTo('disable', { paymentLinkId }),
        stranger.tryTo('send', { paymentLinkId, recipient: { method: 'EMAIL', email: 'a@example.com' } }),
        stranger.tryTo('capture', { paymentLinkId }),
        stranger.tryTo('refund', { paymentLinkId }),
        stranger.tryTo('cancelOrder', { paymentLinkId }),
      ]);

      for (const answer of answers) expect(codes(answer)).toEqual(['UNAUTHENTICATED']);
      expect(await shop.link(paymentLinkId)).toMatchObject({ status: 'OPEN', distributions: [] });
    });

    it.each([
      ['what the schema is', '{ __schema { types { name } } }'],
      ['what its fault is', '{ viewer { no'],
      ['how its fields are called', '{ viewers }'],
    ])('is told no more than that, and not %s', async (_, query) => {
      expect(await client().send(query)).toEqual({
        errors: [
          {
            message: expect.stringContaining('Authorization: Bearer'),
            extensions: { code: 'UNAUTHENTICATED' },
          },
        ],
      });
    });

    it('has its socket closed', async () => {
      const { id } = await shop.anOpenLink();

      const follower = new Shop(client()).follow(id);

      await expect(follower.until(() => true)).rejects.toThrow(/440[13]/);
    });
  });

  it('is asked for in an answer that every client of GraphQL reads', async () => {
    const answers = ['application/json', 'application/graphql-response+json'].map((accept) =>
      fetch(`${app.url}/graphql`, {
        method: 'POST',
        headers: { accept, 'content-type': 'application/json' },
        body: JSON.stringify({ query: '{ viewer { role } }' }),
      }),
    );

    for (const answer of await Promise.all(answers)) expect(answer.status).toBe(200);
  });

  it('is taken from connection_init, and from nowhere else', async () => {
    expect([4401, 4403]).toContain(await closeCode({}));
    expect([4401, 4403]).toContain(await closeCode({ authorization: 'Bearer wrong_key_wrong_key' }));
    expect([4401, 4403]).toContain(await closeCode({ authorization: 42 }));
  });

  describe('with a storefront key', () => {
    it('creates, reads, sends, follows and disables', async () => {
      const link = await storefront.create({ reference: 'S-1' });
      const follower = storefront.follow(link.id);
      await follower.until(({ status }) => status === 'OPEN');

      const sent = await storefront.send(link.id, { method: 'EMAIL', email: 'anna@example.com' });
      const disabled = await storefront.disable({ paymentLinkId: link.id });

      expect(link).toMatchObject({ __typename: 'PaymentLink', status: 'OPEN' });
      expect(sent).toMatchObject({ __typename: 'Distribution' });
      expect(disabled).toMatchObject({ status: 'DISABLED' });
      await follower.until(({ status }) => status === 'DISABLED');
      expect((await storefront.events({ filter: { paymentLinkIds: [link.id] } })).nodes).not.toEqual([]);
      expect(await shop.link(link.id)).toMatchObject({ id: link.id, reference: 'S-1' });
      follower.stop();
    });

    it('moves no money', async () => {
      const { id: paymentLinkId, session } = await storefront.anOpenLink();
      await app.sandbox.consumer(session.id, 'pay');
      const { order } = await storefront.outcome(paymentLinkId);

      const answers = await Promise.all([
        storefront.tryTo('capture', { paymentLinkId }),
        storefront.tryTo('refund', { paymentLinkId }),
        storefront.tryTo('cancelOrder', { paymentLinkId }),
      ]);

      for (const answer of answers) expect(codes(answer)).toEqual(['FORBIDDEN']);
      const writes = (await app.sandbox.requests()).filter(
        ({ path }) => path.includes(`/orders/${order.id}/`) && !path.endsWith('/acknowledge'),
      );
      expect(writes).toEqual([]);
    });

    it('moves none over the socket either', async () => {
      const { id } = await storefront.anOpenLink();

      const answer = storefront.client.subscribe(
        'mutation ($id: ID!) { capture(input: { paymentLinkId: $id }) { __typename } }',
        { id },
      );

      await expect(answer.until(() => true)).rejects.toThrow('FORBIDDEN');
    });
  });

  describe('with the token of a link', () => {
    it('reads and follows that link, without personal data', async () => {
      const link = await shop.anOpenLink({
        metadata: { customer: 17 },
        send: [{ method: 'EMAIL', email: 'anna@example.com' }],
      });
      const page = browser(link);

      const read = await page.link(link.id);
      const outcome = await page.outcome(link.id);
      const follower = page.follow(link.id);
      await follower.until(({ status }) => status === 'OPEN');
      await shop.disable({ paymentLinkId: link.id });
      await follower.until(({ status }) => status === 'DISABLED');

      for (const seen of [read, outcome]) {
        expect(seen).toMatchObject({ id: link.id, status: 'OPEN', metadata: null, clientToken: null });
        expect(seen.distributions.map(({ recipient }) => recipient)).toEqual([null]);
        expect(JSON.stringify(seen)).not.toContain('anna@example.com');
      }
      follower.stop();
    });

    it('sees the recipient nowhere where the sending failed', async () => {
      const link = await shop.anOpenLink();
      await shop.send(link.id, { method: 'EMAIL', email: 'bounce@example.com' });

      expect(JSON.stringify(await browser(link).link(link.id))).not.toContain('bounce@example.com');
    });

    it('sees no other link', async () => {
      const [link, other] = [await shop.anOpenLink(), await shop.anOpenLink()];
      const page = browser(link);

      expect(await page.link(other.id)).toBeNull();
      expect(await page.outcome(other.id)).toBeNull();
      await expect(page.follow(other.id).until(() => true)).rejects.toThrow('NOT_FOUND');
    });

    it('reads no lists and no log, and changes nothing', async () => {
      const link = await shop.anOpenLink({ reference: 'T-1' });
      const page = browser(link);
      const { id: paymentLinkId } = link;

      const answers = await Promise.all([
        page.tryToRead('links', {}),
        page.tryToRead('events', {}),
        page.tryTo('disable', { paymentLinkId }),
        page.tryTo('send', { paymentLinkId, recipient: { method: 'EMAIL', email: 'a@example.com' } }),
        page.tryTo('capture', { paymentLinkId }),
        page.tryTo('refund', { paymentLinkId }),
        page.tryTo('cancelOrder', { paymentLinkId }),
        page.client.send('{ paymentLinkByReference(reference: "T-1") { id } }'),
      ]);

      for (const answer of answers) expect(codes(answer)).toEqual(['FORBIDDEN']);
      await expect(page.followEvents({ after: 'start' }).until(() => true)).rejects.toThrow('FORBIDDEN');
      expect(await shop.link(paymentLinkId)).toMatchObject({ status: 'OPEN' });
    });

    it('is let in no longer when the token has run out', async () => {
      const link = await shop.anOpenLink();
      await app.sandbox.advance(24 * HOUR_SECONDS);
      const page = browser(link);

      await eventually(async () => {
        expect(codes(await page.tryToRead('link', { id: link.id }))).toEqual(['UNAUTHENTICATED']);
      });
      await expect(page.follow(link.id).until(() => true)).rejects.toThrow(/440[13]/);
    });
  });
});
