import type { Diary, Finding } from '../diary.js';
import type { LinkEvent } from '../../support/shop.js';
import type { State } from '../state.js';
import type { Truth } from '../truth.js';

/** Everything that is compared when all is quiet. */
export interface Evidence {
  state: State;
  truth: Truth;
  diary: Diary;
  /** What each subscription has brought. */
  followed: LinkEvent[][];
}

/** One group of rules; each breach is a finding. Pure. */
export type Check = (evidence: Evidence) => Finding[];

export function groupBy<T>(items: T[], key: (item: T) => string | null): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const name = key(item);
    if (name !== null) groups.set(name, [...(groups.get(name) ?? []), item]);
  }
  return groups;
}
