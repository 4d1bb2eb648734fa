/** A process that stands still at one call of the provider, as one whose machine is paused. */
export interface Frozen {
  /** Resolves when it has come there. */
  isThere: Promise<void>;
  thaw(): void;
}

/** Its next call of that method: nothing is sent, or what was answered is not seen, until it thaws. */
export function freeze<Name extends string>(
  api: Record<Name, (...args: never[]) => Promise<unknown>>,
  name: Name,
  when: 'before' | 'after',
): Frozen {
  const original = api[name];
  let thaw!: () => void;
  let arrive!: () => void;
  const isThawed = new Promise<void>((resolve) => (thaw = resolve));
  const isThere = new Promise<void>((resolve) => (arrive = resolve));
  const standStill = (): Promise<void> => {
    arrive();
    return isThawed;
  };
  api[name] = async (...args) => {
    api[name] = original;
    if (when === 'before') await standStill();
    const answer = await original.apply(api, args);
    if (when === 'after') await standStill();
    return answer;
  };
  return { isThere, thaw };
}
