import { useEffect, useState } from 'preact/hooks';

/** A value that can be watched. */
export class Store<T> {
  private readonly watchers = new Set<() => void>();

  constructor(private value: T) {}

  get(): T {
    return this.value;
  }

  set(value: T): void {
    if (Object.is(value, this.value)) return;
    this.value = value;
    this.watchers.forEach((watcher) => watcher());
  }

  update(part: Partial<T>): void {
    this.set({ ...this.value, ...part });
  }

  watch(watcher: () => void): () => void {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  }
}

export function useStore<T>(store: Store<T>): T {
  const [, redraw] = useState<unknown>();
  useEffect(() => {
    const onChange = () => redraw({});
    // It may have changed between drawing and watching.
    onChange();
    return store.watch(onChange);
  }, [store]);
  return store.get();
}
