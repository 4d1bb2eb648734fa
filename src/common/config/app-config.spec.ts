import { ConfigError, readConfig } from './app-config.js';

const markets = (MARKETS?: string) =>
  readConfig({ MARKETS })
    .markets.map(({ country }) => country)
    .join(' ');

describe('MARKETS', () => {
  it('leaves all markets when it is not given', () => {
    expect(markets().split(' ')).toHaveLength(22);
  });

  it.each(['SE,NO', 'no,se', 'SE, NO'])('narrows them to %p', (given) => {
    expect(markets(given)).toBe('NO SE');
  });

  it.each(['SE,JP', 'Sweden', 'SE;NO', ','])('is refused by name as %p', (given) => {
    expect(() => markets(given)).toThrow(ConfigError);
    expect(() => markets(given)).toThrow(/^MARKETS=/);
  });

  it('says of a country where cards alone are taken that links are not for it, and which they are for', () => {
    expect(() => markets('SE,JP')).toThrow(/JP is not among those that links can be for: AT, AU, .*, US$/);
  });
});

describe('a wrong variable', () => {
  it.each([
    [{ PORT: 'abc' }, /^PORT=abc: /],
    [{ MERCHANT_API_KEY: 'a.merchant.key-of-mine' }, /^MERCHANT_API_KEY=…: .*dots/],
    [{ STOREFRONT_API_KEY: 'a.storefront.key-of-mine' }, /^STOREFRONT_API_KEY=…: .*dots/],
    [{ DATABASE_URL: 'mysql://shop.example' }, /^DATABASE_URL=…: .*postgres:\/\//],
    [{ SMS_URL: 'ftp://shop.example' }, /^SMS_URL=…: .*twilio:\/\//],
    [{ TERMS_URL: 'terms' }, /^TERMS_URL=terms: .*https:\/\//],
  ])('is named with what it takes: %p', (env, says) => {
    expect(() => readConfig(env)).toThrow(says);
  });

  it.each([
    { MERCHANT_API_KEY: 'hush' },
    { DATABASE_URL: 'postgres//paylink:hush@db' },
    { SMTP_URL: 'http://paylink:hush@mail' },
  ])('is not repeated where it may hold a secret: %p', (env) => {
    expect(() => readConfig(env)).toThrow(/^((?!hush).)*$/);
  });
});
