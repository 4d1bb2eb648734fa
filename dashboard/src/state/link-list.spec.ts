import { describe, expect, it } from '@jest/globals';

import type { LinkStatus, LinkSummary } from '../api/types.js';
import { toFilter, withLink, withPage, type Wanted } from './link-list.js';

const ALL: Wanted = { group: 'all', search: '' };

function link(id: string, second: number, more: Partial<LinkSummary> = {}): LinkSummary {
  const at = `2026-11-24T08:00:${String(second).padStart(2, '0')}.000Z`;
  return {
    id,
    reference: null,
    status: 'OPEN',
    amount: { amount: 100, currency: 'SEK' },
    createdAt: at,
    updatedAt: at,
    maxPayments: 1,
    paymentCount: 0,
    parent: null,
    orderLines: [{ name: 'Oak table' }],
    session: null,
    order: null,
    ...more,
  };
}
const ids = (rows: LinkSummary[]) => rows.map((row) => row.id).join('');
const rows = [link('c', 30), link('b', 20), link('a', 10)];

describe('the list after an event', () => {
  it('has a new link at its place, newest first', () => {
    expect(ids(withLink(rows, link('d', 40), ALL, false))).toBe('dcba');
    expect(ids(withLink(rows, link('x', 25), ALL, false))).toBe('cxba');
  });

  it('takes a link older than the last row only when everything is loaded', () => {
    expect(ids(withLink(rows, link('0', 1), ALL, false))).toBe('cba0');
    expect(ids(withLink(rows, link('0', 1), ALL, true))).toBe('cba');
  });

  it('shows the change of a link where it stands', () => {
    const paid = link('b', 20, { status: 'COMPLETED', updatedAt: '2026-11-24T09:00:00.000Z' });
    expect(withLink(rows, paid, ALL, true).map((row) => row.status)).toEqual(['OPEN', 'COMPLETED', 'OPEN']);
  });

  it('does not go back to an older state of a link', () => {
    const paid = link('b', 20, { status: 'COMPLETED', updatedAt: '2026-11-24T09:00:00.000Z' });
    const now = withLink(rows, paid, ALL, true);
    expect(withLink(now, link('b', 20), ALL, true)).toBe(now);
  });

  it.each<[LinkStatus, string]>([
    ['COMPLETED', 'ca'],
    ['CREATING', 'cba'],
  ])('loses a link that became %s while only open ones are wanted: %s', (status, left) => {
    const changed = link('b', 20, { status, updatedAt: '2026-11-24T09:00:00.000Z' });
    expect(ids(withLink(rows, changed, { group: 'open', search: '' }, false))).toBe(left);
  });

  it('lets in what fits the search', () => {
    const wanted: Wanted = { group: 'all', search: ' ORD-7 ' };
    expect(ids(withLink(rows, link('d', 40, { reference: 'ord-77' }), wanted, false))).toBe('dcba');
    expect(ids(withLink(rows, link('d', 40, { reference: 'ord-8' }), wanted, false))).toBe('cba');
  });
});

describe('a further page', () => {
  it('does not repeat a row that an event brought first', () => {
    expect(ids(withPage(rows, [link('a', 10), link('0', 1)]))).toBe('cba0');
  });
});

describe('the filter asked of the server', () => {
  it('names statuses and search only where they narrow', () => {
    expect(toFilter(ALL)).toEqual({});
    expect(toFilter({ group: 'paid', search: 'oak' })).toEqual({ status: ['COMPLETED'], search: 'oak' });
  });
});
