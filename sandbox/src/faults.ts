import type { Random } from './random.js';

export const faultKinds = ['status', 'timeout', 'lost_reply', 'reset', 'html', 'slow'] as const;
export type FaultKind = (typeof faultKinds)[number];

/** A failure to come: which calls, how, and how often. */
export interface FaultRule {
  /** Method and path; `*` stands for one segment, or for any method. */
  match: string;
  kind: FaultKind;
  status?: number;
  delay_ms?: number;
  times: number;
  /** The chance that a matching call fails, 0 to 1. */
  probability?: number;
}

/** The failures that tests ask for. */
export class Faults {
  private rules: FaultRule[] = [];

  constructor(private readonly random: Random) {}

  add(rules: FaultRule[]): void {
    this.rules.push(...rules);
  }

  list(): FaultRule[] {
    return this.rules;
  }

  clear(): void {
    this.rules = [];
  }

  /** The failure of this call, if it is to fail; uses up one of its times. */
  take(method: string, path: string): FaultRule | null {
    const rule = this.rules.find((each) => matches(each.match, method, path) && this.strikes(each));
    if (!rule) return null;
    rule.times -= 1;
    if (rule.times <= 0) this.rules = this.rules.filter((each) => each !== rule);
    return rule;
  }

  private strikes(rule: FaultRule): boolean {
    return rule.probability === undefined || this.random.fraction() < rule.probability;
  }
}

function matches(pattern: string, method: string, path: string): boolean {
  const [wantedMethod = '', wantedPath = ''] = pattern.trim().split(/\s+/);
  if (wantedMethod !== '*' && wantedMethod.toUpperCase() !== method) return false;
  const wanted = wantedPath.split('/');
  const given = path.split('/');
  return wanted.length === given.length && wanted.every((part, i) => part === '*' || part === given[i]);
}
