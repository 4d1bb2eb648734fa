import { Store } from './store.js';

export interface Notice {
  id: number;
  text: string;
}

const SHOWN_MS = 6_000;
let last = 0;

/** What just happened, said once: on the screen and to screen readers. */
export const notices = new Store<Notice[]>([]);

export function notify(text: string): void {
  const notice = { id: ++last, text };
  notices.set([...notices.get(), notice]);
  setTimeout(() => notices.set(notices.get().filter((other) => other !== notice)), SHOWN_MS);
}
