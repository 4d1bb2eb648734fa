import type { Connection as State } from '../state/feed.js';

const WORDS: Record<State, { text: string; title: string }> = {
  connecting: { text: 'Connecting', title: 'Asking the server for live changes' },
  live: { text: 'Live', title: 'Changes appear by themselves' },
  waiting: {
    text: 'Reconnecting',
    title: 'The connection is gone. What was missed is caught up on when it is back.',
  },
};

export function Connection({ state }: { state: State }) {
  const { text, title } = WORDS[state];
  return (
    <span class={`connection connection-${state}`} role="status" title={title}>
      {text}
    </span>
  );
}
