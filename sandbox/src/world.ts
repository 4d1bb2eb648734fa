import type { Account } from './accounts.js';
import { Callbacks } from './callbacks.js';
import { Clock } from './clock.js';
import type { SandboxConfig } from './config.js';
import { Faults } from './faults.js';
import { Limits } from './http/limits.js';
import { Journal } from './journal.js';
import { Random } from './random.js';
import { State } from './state.js';

/** The addresses it can be reached at. */
export interface Info {
  listening: string;
  smtp: string;
  console: string;
}

/** Everything one running sandbox consists of. */
export class World {
  readonly clock = new Clock();
  readonly state = new State();
  readonly limits = new Limits();
  /** Ids, chances and correlation ids each have a sequence of their own, so that none shifts another. */
  readonly random: Random;
  readonly chance: Random;
  readonly trace: Random;
  readonly journal: Journal;
  readonly callbacks: Callbacks;
  readonly faults: Faults;
  accounts: Account[];
  info: Info = { listening: '', smtp: '', console: '' };
  private watchers = new Set<() => void>();

  constructor(readonly config: SandboxConfig) {
    const sequence = (name: string) => new Random(config.seed === null ? null : `${config.seed} ${name}`);
    this.random = sequence('ids');
    this.chance = sequence('chances');
    this.trace = sequence('correlation');
    this.journal = new Journal(config.journalSize, () => this.changed());
    this.callbacks = new Callbacks(this.clock, this.journal, this.chance);
    this.faults = new Faults(this.chance);
    this.accounts = [...config.accounts];
  }

  /** Empty state, real clock, no faults, delivery on, limits off. */
  reset(): void {
    this.state.clear();
    this.clock.reset();
    this.journal.clear();
    this.callbacks.reset();
    this.faults.clear();
    this.limits.set(null);
    for (const each of [this.random, this.chance, this.trace]) each.reset();
    this.accounts = [...this.config.accounts];
    this.changed();
  }

  account(merchantId: string): Account {
    return this.accounts.find((each) => each.merchantId === merchantId) ?? this.config.accounts[0]!;
  }

  /** Calls back after anything may have changed; gives the way to stop. */
  watch(watcher: () => void): () => void {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  }

  changed(): void {
    for (const watcher of this.watchers) watcher();
  }
}
