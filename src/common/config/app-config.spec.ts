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
});
