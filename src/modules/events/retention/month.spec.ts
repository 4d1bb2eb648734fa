import { agedMonths, missingMonths, type Month, monthNamed, monthOf } from './month.js';

const names = (months: Month[]) => months.map(({ name }) => name);
const named = (...all: string[]) => all.map((name) => monthNamed(name)!);

describe('the months of the log', () => {
  it('begin and end in UTC, also at the turn of a year', () => {
    expect(monthOf(new Date('2026-12-31T23:59:59.999Z'))).toEqual({
      name: 'events_2026_12',
      start: new Date('2026-12-01T00:00:00Z'),
      end: new Date('2027-01-01T00:00:00Z'),
    });
    expect(monthOf(new Date('2026-11-30T00:00:00Z'), 3).name).toBe('events_2027_02');
  });

  it('are known by their tables, and no other table is one', () => {
    expect(monthNamed('events_2026_12')).toEqual(monthOf(new Date('2026-12-24T00:00:00Z')));
    expect(monthNamed('events_default')).toBeNull();
  });

  it('are made ahead, each once, and none before the first, which has all before it', () => {
    const now = new Date('2026-11-24T00:00:00Z');

    expect(names(missingMonths(named('events_2026_11'), now, 2))).toEqual([
      'events_2026_12',
      'events_2027_01',
    ]);
    expect(names(missingMonths(named('events_2026_12'), now, 2))).toEqual(['events_2027_01']);
    expect(names(missingMonths([], now, 1))).toEqual(['events_2026_11', 'events_2026_12']);
  });

  it('are to be dropped once their last moment is old enough, the oldest first', () => {
    const months = named('events_2027_01', 'events_2026_12', 'events_2026_11');

    expect(names(agedMonths(months, new Date('2026-12-31T23:59:59Z')))).toEqual(['events_2026_11']);
    expect(names(agedMonths(months, new Date('2027-01-01T00:00:00Z')))).toEqual([
      'events_2026_11',
      'events_2026_12',
    ]);
  });
});
