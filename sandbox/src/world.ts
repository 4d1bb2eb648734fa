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
  readonly random: Random;
  readonly journal: Journal;
  readonly callbacks: Callbacks;
  readonly faults: Faults;
  accounts: Account[];
  info: Info = { listening: '', smtp: '', console: '' };
  private watchers = new Set<() => void>();

  constructor(readonly config: SandboxConfig) {
    this.random = new Random(config.seed);
    this.journal = new Journal(config.journalSize);
    this.callbacks = new Callbacks(this.clock, this.journal, this.random);
    this.faults = new Faults(this.random);
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
    this.random.reset();
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
