/** One call of a provider API, as it arrived. */
export interface RequestEntry {
  at: string;
  method: string;
  path: string;
  headers: Record<string, string | string[] | undefined>;
  /** Parsed JSON, the text where it is no JSON, or null. */
  body: unknown;
  /** Null until it is answered, and for ever when a fault kept the answer back. */
  status: number | null;
}

/** One attempt to tell the merchant something. */
export interface CallbackEntry {
  at: string;
  url: string;
  body: unknown;
  /** Null until it is answered, and when nothing answered. */
  status: number | null;
  attempt: number;
  kind: string;
  /** Lost on purpose (`deliver` was off). */
  dropped?: true;
}

export interface Message {
  at: string;
  from: string;
  to: string;
  subject: string | null;
  text: string;
  html: string | null;
}

/** A list that forgets its oldest entries. */
export class Recent<T> {
  private entries: T[] = [];

  constructor(
    private readonly size: number,
    private readonly changed: () => void,
  ) {}

  add(entry: T): T {
    this.entries.push(entry);
    this.changed();
    // Trimmed in bulk, so that adding stays cheap.
    if (this.entries.length > this.size * 1.1) this.entries = this.entries.slice(-this.size);
    return entry;
  }

  /** Oldest first; with a count, only so many of the newest. */
  list(last?: number): T[] {
    return last === undefined ? this.entries : this.entries.slice(-last);
  }

  clear(): void {
    this.entries = [];
  }
}

/** Everything that went in and out, for tests and for the console. */
export class Journal {
  readonly requests: Recent<RequestEntry>;
  readonly callbacks: Recent<CallbackEntry>;
  readonly mail: Recent<Message>;
  readonly sms: Recent<Message>;

  constructor(
    size: number,
    readonly changed: () => void,
  ) {
    this.requests = new Recent(size, changed);
    this.callbacks = new Recent(size, changed);
    this.mail = new Recent(size, changed);
    this.sms = new Recent(size, changed);
  }

  clear(): void {
    for (const each of [this.requests, this.callbacks, this.mail, this.sms]) each.clear();
  }
}
