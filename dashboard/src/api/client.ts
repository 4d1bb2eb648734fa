import { Client, fetchExchange, mapExchange, type CombinedError } from '@urql/core';
import { createClient, type Client as SocketClient } from 'graphql-ws';

export interface Api {
  /** Queries and mutations, over HTTP. */
  http: Client;
  /** Subscriptions. It does not reconnect by itself: the feed does, since only it knows the cursor to resume from. */
  socket: SocketClient;
}

const PING_INTERVAL_MS = 15_000;
const PONG_TIMEOUT_MS = 5_000;

/** @param onRefused called when the server does not know the key (any more). */
export function createApi(key: string, onRefused: () => void): Api {
  const authorization = `Bearer ${key}`;
  const http = new Client({
    url: '/graphql',
    preferGetMethod: false,
    requestPolicy: 'network-only',
    fetchOptions: { headers: { authorization } },
    exchanges: [
      mapExchange({ onError: (error) => void (isUnauthenticated(error) && onRefused()) }),
      fetchExchange,
    ],
  });

  let awaitedPong: ReturnType<typeof setTimeout> | undefined;
  const socket = createClient({
    url: () => `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/graphql`,
    connectionParams: { authorization },
    retryAttempts: 0,
    keepAlive: PING_INTERVAL_MS,
    on: {
      // A laptop that slept, or a proxy that forgot us, leaves a socket that looks open: ask, and hang up on silence.
      ping: (received) => {
        if (!received) awaitedPong = setTimeout(() => socket.terminate(), PONG_TIMEOUT_MS);
      },
      pong: (received) => {
        if (received) clearTimeout(awaitedPong);
      },
      closed: () => clearTimeout(awaitedPong),
    },
  });
  return { http, socket };
}

/** The code that the server gives a thrown error, if it answered at all. */
export function errorCode(error: CombinedError): string | undefined {
  const code = error.graphQLErrors[0]?.extensions['code'];
  return typeof code === 'string' ? code : undefined;
}

export function isUnauthenticated(error: CombinedError): boolean {
  return errorCode(error) === 'UNAUTHENTICATED';
}

/** One sentence for a person, for a query or mutation that got no result. */
export function explainFailure(error: CombinedError): string {
  const [first] = error.graphQLErrors;
  if (!first) return 'The server does not answer. Check that it runs and that you are online.';
  if (errorCode(error) === 'FORBIDDEN') return 'This key may not do that. Sign in with the merchant key.';
  return first.message;
}
