import { MARKETS } from '../../../common/markets/markets.js';
import { quietUntil } from './quiet-hours.js';
import { zonesOf } from './time-zones.js';

const NIGHT = { from: '21:00', to: '08:00' };
const until = (country: string, now: string, hours: { from: string; to: string } | null = NIGHT) =>
  quietUntil(hours, zonesOf(country), new Date(now))?.toISOString() ?? null;

it.each([
  // Stockholm is an hour ahead of UTC in winter, two in summer.
  ['SE', '2026-01-10T19:59:59Z', null],
  ['SE', '2026-01-10T20:00:00Z', '2026-01-11T07:00:00.000Z'],
  ['SE', '2026-01-11T06:59:30Z', '2026-01-11T07:00:00.000Z'],
  ['SE', '2026-01-11T07:00:00Z', null],
  ['SE', '2026-07-10T19:00:00Z', '2026-07-11T06:00:00.000Z'],
  ['GB', '2026-01-10T20:30:00Z', null],
  ['FI', '2026-01-10T19:30:00Z', '2026-01-11T06:00:00.000Z'],
  // The clocks are put forward at 01:00 UTC on 29 March, and back on 25 October.
  ['SE', '2026-03-28T22:00:00Z', '2026-03-29T06:00:00.000Z'],
  ['SE', '2026-10-24T22:00:00Z', '2026-10-25T07:00:00.000Z'],
  // New York's evening and Los Angeles's morning both count.
  ['US', '2026-01-10T15:00:00Z', '2026-01-10T16:00:00.000Z'],
  ['US', '2026-01-10T16:00:00Z', null],
  ['US', '2026-01-11T02:00:00Z', '2026-01-11T16:00:00.000Z'],
  ['ZZ', '2026-01-10T21:00:00Z', '2026-01-11T08:00:00.000Z'],
])('in %s at %s it is quiet until %p', (country, now, expected) => {
  expect(until(country, now)).toBe(expected);
});

it('knows hours within one day, and none', () => {
  const noon = { from: '12:00', to: '13:30' };
  expect(until('GB', '2026-01-10T12:00:00Z', noon)).toBe('2026-01-10T13:30:00.000Z');
  expect(until('GB', '2026-01-10T13:30:00Z', noon)).toBeNull();
  expect(until('GB', '2026-01-10T03:00:00Z', noon)).toBeNull();
  expect(until('GB', '2026-01-10T03:00:00Z', null)).toBeNull();
  expect(until('GB', '2026-01-10T03:00:00Z', { from: '08:00', to: '08:00' })).toBeNull();
});

it('ends, also where the zones leave no common daytime', () => {
  const most = { from: '12:00', to: '11:00' };
  expect(until('US', '2026-01-10T15:00:00Z', most)).toMatch(/^2026-01-/);
});

it('knows where the consumers of every market live', () => {
  for (const { country } of MARKETS) {
    expect(zonesOf(country)).not.toEqual(['UTC']);
    for (const timeZone of zonesOf(country))
      expect(() => new Intl.DateTimeFormat('en', { timeZone })).not.toThrow();
  }
});
