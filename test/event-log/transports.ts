import { createClient } from 'graphql-ws';
import WebSocket from 'ws';

export interface Told {
  id: string;
  cursor: string;
}

export interface Asked {
  url: string;
  key: string;
  after: string;
  types: string[] | null;
}

const QUERY = `subscription ($after: Cursor, $types: [String!]) {
  paymentLinkEvents(after: $after, filter: { types: $types }) { id cursor type data }
}`;

/** Cut while it is still being opened, it says so after its owner has stopped listening. */
class CuttableWebSocket extends WebSocket {
  constructor(address: string, protocols?: string | string[]) {
    super(address, protocols);
    this.on('error', () => undefined);
  }
}

/** Subscribes over a socket. Returns what cuts it, as a lost network does. */
export function openSocket(asked: Asked, onEvent: (event: Told) => void, onEnd: () => void): () => void {
  const client = createClient({
    url: `${asked.url.replace(/^http/, 'ws')}/graphql`,
    webSocketImpl: CuttableWebSocket,
    connectionParams: { authorization: `Bearer ${asked.key}` },
    retryAttempts: 0,
  });
  client.subscribe<{ paymentLinkEvents: Told }>(
    { query: QUERY, variables: { after: asked.after, types: asked.types } },
    {
      next: ({ data }) => data && onEvent(data.paymentLinkEvents),
      error: onEnd,
      complete: onEnd,
    },
  );
  return () => {
    client.terminate();
    void client.dispose();
  };
}

/** Subscribes by server-sent events, and resumes as a browser does, by `Last-Event-ID`. */
export function openStream(asked: Asked, onEvent: (event: Told) => void, onEnd: () => void): () => void {
  const cut = new AbortController();
  read(asked, cut.signal, onEvent).then(onEnd, onEnd);
  return () => cut.abort();
}

async function read(asked: Asked, signal: AbortSignal, onEvent: (event: Told) => void): Promise<void> {
  const { body } = await fetch(`${asked.url}/graphql`, {
    method: 'POST',
    signal,
    headers: {
      accept: 'text/event-stream',
      'content-type': 'application/json',
      authorization: `Bearer ${asked.key}`,
      'last-event-id': asked.after,
    },
    body: JSON.stringify({ query: QUERY, variables: { after: 'start', types: asked.types } }),
  });
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
    text += decoder.decode(chunk, { stream: true });
    const messages = text.split('\n\n');
    text = messages.pop()!;
    for (const message of messages) {
      const data = /^data: (.+)$/m.exec(message)?.[1];
      if (data) onEvent((JSON.parse(data) as { data: { paymentLinkEvents: Told } }).data.paymentLinkEvents);
    }
  }
}
