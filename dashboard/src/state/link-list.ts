import type { LinkFilter } from '../api/operations.js';
import type { LinkStatus, LinkSummary } from '../api/types.js';

export const GROUPS = {
  all: { name: 'All', status: undefined },
  open: { name: 'Open', status: ['CREATING', 'OPEN'] },
  paid: { name: 'Paid', status: ['COMPLETED'] },
  ended: { name: 'Ended', status: ['CANCELLED', 'DISABLED', 'EXPIRED', 'CREATION_FAILED'] },
} satisfies Record<string, { name: string; status?: LinkStatus[] }>;
export type Group = keyof typeof GROUPS;

export interface Wanted {
  group: Group;
  search: string;
}

export function toFilter({ group, search }: Wanted): LinkFilter {
  const status = GROUPS[group].status as LinkStatus[] | undefined;
  return { ...(status && { status }), ...(search && { search }) };
}

/** Whether a link that an event brought belongs in the list now shown. The server's own search also knows consumers. */
function matches(link: LinkSummary, { group, search }: Wanted): boolean {
  const status = GROUPS[group].status as LinkStatus[] | undefined;
  if (status && !status.includes(link.status)) return false;
  return `${link.id} ${link.reference ?? ''}`.toLowerCase().includes(search.trim().toLowerCase());
}

/**
 * The list, newest first, after an event told how `link` stands. A link older than the last row loaded stays out
 * while there is more to load, so that the rows on the screen are always the whole beginning of the list.
 */
export function withLink(
  rows: LinkSummary[],
  link: LinkSummary,
  wanted: Wanted,
  hasMore: boolean,
): LinkSummary[] {
  const known = rows.find((row) => row.id === link.id);
  if (known && known.updatedAt > link.updatedAt) return rows;
  if (known) {
    const stays = matches(link, { ...wanted, search: '' });
    return stays ? rows.map((row) => (row.id === link.id ? link : row)) : rows.filter((row) => row !== known);
  }
  if (!matches(link, wanted)) return rows;
  const next = rows.findIndex((row) => row.createdAt <= link.createdAt);
  if (next < 0) return hasMore ? rows : [...rows, link];
  return [...rows.slice(0, next), link, ...rows.slice(next)];
}

/** The list with a further page behind it; a row that events brought in the meantime is not repeated. */
export function withPage(rows: LinkSummary[], page: LinkSummary[]): LinkSummary[] {
  const known = new Set(rows.map((row) => row.id));
  return [...rows, ...page.filter((row) => !known.has(row.id))];
}

/** The filter of what is behind the last row; all made in its millisecond is let in again, since some may be behind it. */
export function upToLast(rows: LinkSummary[]): LinkFilter {
  const last = rows.at(-1);
  return last ? { createdBefore: new Date(Date.parse(last.createdAt) + 1).toISOString() } : {};
}
