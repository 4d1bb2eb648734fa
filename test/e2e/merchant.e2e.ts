import { type TestApp, startApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';

const FIELDS = 'name logoUrl color contactEmail contactUrl contactPhone asksForNewLink timeZone';
const QUERY = `{ merchant { id ${FIELDS} } }`;
const UPDATE = `mutation ($input: UpdateMerchantInput!) {
  result: updateMerchant(input: $input) {
    __typename ... on Merchant { ${FIELDS} } ... on InvalidInput { faults { path message } }
  }
}`;

describe('a merchant', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.stop());

  const update = async (input: object): Promise<Record<string, unknown>> =>
    (await app.merchant.request<{ result: Record<string, unknown> }>(UPDATE, { input })).result;

  it('has a name and a time zone from the start', async () => {
    const { merchant } = await app.storefront.request<{ merchant: object }>(QUERY);

    expect(merchant).toEqual({
      id: expect.any(String),
      name: 'Paylink',
      logoUrl: null,
      color: null,
      contactEmail: null,
      contactUrl: null,
      contactPhone: null,
      asksForNewLink: false,
      timeZone: 'Europe/Stockholm',
    });
  });

  it('changes what is given, keeps what is left out, and takes away what is null', async () => {
    await update({ name: 'Blomsterhuset', color: '#0B5FFF', contactEmail: 'hej@example.com' });
    const changed = await update({
      contactEmail: null,
      contactPhone: '+46 8 505 123 45',
      timeZone: 'Europe/Helsinki',
    });

    expect(changed).toMatchObject({
      __typename: 'Merchant',
      name: 'Blomsterhuset',
      color: '#0b5fff',
      contactEmail: null,
      contactPhone: '+46 8 505 123 45',
      timeZone: 'Europe/Helsinki',
    });
  });

  it('names every fault', async () => {
    const refused = await update({
      name: '<b>x</b>',
      logoUrl: 'javascript:alert(1)',
      color: 'red',
      contactEmail: 'nobody',
      contactUrl: '/help',
      contactPhone: '12',
      asksForNewLink: null,
      timeZone: 'Mars/Olympus',
    });

    expect(refused['__typename']).toBe('InvalidInput');
    const faults = refused['faults'] as { path: string }[];
    expect(faults.map(({ path }) => path).sort()).toEqual([
      'asksForNewLink',
      'color',
      'contactEmail',
      'contactPhone',
      'contactUrl',
      'logoUrl',
      'name',
      'timeZone',
    ]);
  });

  it('is changed with the merchant key alone', async () => {
    const answer = await app.storefront.send(UPDATE, { input: { name: 'Somebody else' } });

    expect(answer.errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' });
  });

  it('is named in what is sent to consumers', async () => {
    await update({ name: 'Blomsterhuset' });
    const link = await app.shop.anOpenLink();

    await app.shop.send(link.id, { method: 'EMAIL', email: 'ada@example.com' });

    await eventually(async () => {
      const [mail] = await app.sandbox.mail();
      expect(mail?.subject).toContain('Blomsterhuset');
    });
  });
});
