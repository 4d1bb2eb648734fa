interface Run<T> {
  running: Promise<T>;
  next?: Promise<T>;
}

/**
 * Does a piece of work one at a time for each key. Whoever asks while it is under way shares the next with all others
 * who do, and not the one that runs: what they get was found out after they asked.
 */
export class OneAtATime<T> {
  private readonly runs = new Map<string, Run<T>>();

  constructor(private readonly work: (key: string) => Promise<T>) {}

  /** @throws what the work does; the next who asks has it tried anew */
  run(key: string): Promise<T> {
    const run = this.runs.get(key);
    if (!run) return this.begin(key);
    const again = (): Promise<T> => this.begin(key);
    return (run.next ??= run.running.then(again, again));
  }

  private begin(key: string): Promise<T> {
    const run: Run<T> = { running: this.work(key) };
    this.runs.set(key, run);
    const forget = (): void => {
      if (!run.next) this.runs.delete(key);
    };
    run.running.then(forget, forget);
    return run.running;
  }
}
