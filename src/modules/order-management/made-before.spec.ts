import { type Made, madeBefore, type Wanted } from './made-before.js';

const ASKED = new Date('2026-11-24T12:00:00Z');
const made = (captureId: string, overrides: Partial<Made> = {}): Made => ({
  result: { captureId },
  amountMinor: 5_000,
  reference: 'first',
  at: new Date('2026-11-24T12:00:01Z'),
  ...overrides,
});
const wanted = (reference?: string | null): Wanted => ({
  amountMinor: 5_000,
  createdAt: ASKED,
  input: { reference },
});
const idOf = (wish: Wanted, all: Made[], known: string[] = []): string | undefined =>
  madeBefore(wish, all, new Set(known))?.result.captureId;

describe('what may have been made before', () => {
  it('has the amount and the reference', () => {
    const all = [made('other', { reference: 'second' }), made('more', { amountMinor: 6_000 }), made('it')];

    expect(idOf(wanted('first'), all)).toBe('it');
    expect(idOf(wanted('third'), all)).toBeUndefined();
  });

  it('has no reference where none was given', () => {
    expect(idOf(wanted(null), [made('named'), made('it', { reference: null })])).toBe('it');
    expect(idOf(wanted(), [made('named')])).toBeUndefined();
  });

  it('has its own reference before none, and none before being made again', () => {
    const nameless = made('nameless', { reference: null });

    expect(idOf(wanted('first'), [nameless, made('it')])).toBe('it');
    expect(idOf(wanted('first'), [nameless])).toBe('nameless');
  });

  it('is none that is known to be another’s', () => {
    expect(idOf(wanted('first'), [made('taken'), made('it')], ['taken'])).toBe('it');
    expect(idOf(wanted('first'), [made('taken')], ['taken'])).toBeUndefined();
  });

  it('was not made before it was asked for, but for what two clocks may differ', () => {
    const at = (seconds: number): Date => new Date(ASKED.getTime() + seconds * 1000);

    expect(idOf(wanted('first'), [made('old', { at: at(-61) })])).toBeUndefined();
    expect(idOf(wanted('first'), [made('it', { at: at(-59) })])).toBe('it');
    expect(idOf(wanted('first'), [made('it', { at: null })])).toBe('it');
  });
});
