import { type TestApp, startApp } from '../support/app.js';
import { GraphqlClient } from '../support/graphql-client.js';
import { QUERIES } from '../support/documents.js';

const CODES = 10;

/** A browser's token, or one busy client, must not keep the process from everybody else. */
describe('a request that costs too much', () => {
  let app: TestApp;

  beforeAll(async () => {
    // Only what is asked for here reads at the provider.
    app = await startApp({ RECONCILE_INTERVAL_MS: '3600000' });
  });
  afterAll(() => app.stop());

  const many = (field: string, count = CODES) =>
    Array.from({ length: count }, (_, index) => `a${index}: ${field}`).join(' ');
  const refusal = { extensions: { code: 'TOO_COMPLEX' }, message: expect.stringMatching(/fewer/) };

  it('is refused before anything is done: large QR codes, for a browser that holds a token', async () => {
    const { id, clientToken } = await app.shop.anOpenLink();
    const browser = new GraphqlClient(app.url, clientToken);

    const query = `query ($size: Int) { paymentLink(id: "${id}") { ${many('qrCode(format: PNG, size: $size)')} } }`;
    const large = await browser.send(query, { size: 2_048 });
    const small = await browser.send(query, { size: 128 });

    expect(large).toMatchObject({ errors: [refusal] });
    expect(small.errors).toBeUndefined();
  });

  it.each([
    ['the links of a batch', 'paymentLinkBatch(id: $id) { items(first: 1000) { result { ...L } } }'],
    [
      'pages of a batch that are said to be empty',
      many('paymentLinkBatch(id: $id) { items(first: 0) { result { ...L } } }'),
    ],
    ['payments of a link', 'paymentLink(id: $id) { payments(first: 10) { ...L } }'],
  ])('is refused: large QR codes of %s', async (_, field) => {
    const { id } = await app.shop.anOpenLink();

    const large = 'fragment L on PaymentLink { qrCode(format: PNG, size: 2048) }';
    const answer = await app.shop.client.send(`query ($id: ID!) { ${field} } ${large}`, { id });

    expect(answer).toMatchObject({ errors: [refusal] });
  });

  it('is refused: all that the schema says of itself, over and over, also for a browser that holds a token', async () => {
    const { clientToken } = await app.shop.anOpenLink();

    const fields = `fragment F on __Field { ${many('name', 95)} }`;
    const answer = await new GraphqlClient(app.url, clientToken).send(
      `{ __schema { types { ${many('fields { ...F }', 95)} } } } ${fields}`,
    );

    expect(answer).toMatchObject({ errors: [refusal] });
  });

  it('is refused: many readings at the provider, which is not asked', async () => {
    const { id } = await app.shop.anOpenLink();
    const before = (await app.sandbox.requests()).length;

    const answer = await app.shop.client.send(`{ ${many(`paymentLinkOutcome(id: "${id}") { id }`, 60)} }`);

    expect(answer).toMatchObject({ errors: [refusal] });
    expect(await app.sandbox.requests()).toHaveLength(before);
  });

  it.each([
    [
      'behind more fields than are counted',
      `{ viewer { ${'...A '.repeat(120)} }`,
      `} fragment A on Viewer { ${'role '.repeat(100)} }`,
    ],
    ['behind a directive that fails', 'query ($x: Boolean = true) { viewer { role @include(if: $x) }', '}'],
    ['beside a page of less than nothing', '{ events(first: -2147483648) { nodes { id } }', '}'],
  ])('is refused %s', async (_, beginning, end) => {
    const { id } = await app.shop.anOpenLink();
    const before = (await app.sandbox.requests()).length;

    const readings = many(`paymentLinkOutcome(id: "${id}") { id }`, 60);
    const answer = await app.shop.client.send(`${beginning} ${readings} ${end}`, { x: null });

    expect(answer).toMatchObject({ errors: [{ extensions: { code: 'TOO_COMPLEX' } }] });
    expect(await app.sandbox.requests()).toHaveLength(before);
  });

  it('is told of variables that do not fit what is wrong with them', async () => {
    const answer = await app.shop.client.send('query ($n: Int) { events(first: $n) { nodes { id } } }', {
      n: 'many',
    });

    expect(answer.errors).toMatchObject([
      { message: expect.stringContaining('$n'), extensions: { code: 'BAD_USER_INPUT' } },
    ]);
  });

  it('is refused over a socket and as a stream, too', async () => {
    const selection = `{ id paymentLink { ${many('qrCode(format: PNG, size: 2048)')} } }`;
    const received = app.shop.client.subscribe(`subscription { paymentLinkEvents ${selection} }`);
    const stream = await fetch(`${app.url}/graphql`, {
      method: 'POST',
      headers: {
        accept: 'text/event-stream',
        'content-type': 'application/json',
        authorization: `Bearer ${app.merchantKey}`,
      },
      body: JSON.stringify({ query: `subscription { paymentLinkEvents ${selection} }` }),
    });

    await expect(received.until(() => true)).rejects.toThrow();
    expect(JSON.stringify(received.error)).toContain('TOO_COMPLEX');
    expect(await stream.text()).toContain('TOO_COMPLEX');
  });

  it('is no page of 200 links with all their fields, nor a thousand events with theirs', async () => {
    const links = await app.shop.client.send(QUERIES.links, { first: 200 });
    const events = await app.shop.client.send(
      `{ events(first: 1000) { nodes { id cursor type occurredAt status data paymentLink { id status url
         amount { amount currency formatted } orderLines { name quantity unitPrice totalAmount }
         order { id status capturedAmount { amount } captures { id status } refunds { id status } } } } } }`,
    );

    expect(links.errors).toBeUndefined();
    expect(events.errors).toBeUndefined();
  });
});
