/** Which states a state may become. A state that leads nowhere is final. */
export type Transitions<S extends string> = Readonly<Record<S, readonly S[]>>;

/** Transitions as a table: pure, and the only place that says what may follow what. */
export class StateMachine<S extends string> {
  constructor(private readonly transitions: Transitions<S>) {}

  may(from: S, to: S): boolean {
    return this.transitions[from].includes(to);
  }

  isFinal(state: S): boolean {
    return this.transitions[state].length === 0;
  }

  /** The states that lead somewhere. */
  get open(): S[] {
    return (Object.keys(this.transitions) as S[]).filter((state) => !this.isFinal(state));
  }
}
