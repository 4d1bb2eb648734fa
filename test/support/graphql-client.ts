import { type Client, createClient } from 'graphql-ws';
import WebSocket from 'ws';

import { eventually } from './eventually.js';

export interface GraphqlAnswer<T> {
  data?: T | null;
  errors?: { message: string; path?: (string | number)[]; extensions: { code: string; id?: string } }[];
}

/** What a subscription has brought so far, and why it ended. */
export interface Received<T> {
  events: T[];
  error?: unknown;
  /** Waits for the first that fits, those already here included. */
  until(fits: (event: T) => boolean): Promise<T>;
  stop(): void;
}

/** A GraphQL client as a storefront's server is one: requests over HTTP, subscriptions over one socket. */
export class GraphqlClient {
  private socket?: Client;

  constructor(
    readonly url: string,
    private readonly token?: string,
  ) {}

  async send<T>(query: string, variables: object = {}): Promise<GraphqlAnswer<T>> {
    const response = await fetch(`${this.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(this.token && { authorization: `Bearer ${this.token}` }),
      },
      body: JSON.stringify({ query, variables }),
    });
    return (await response.json()) as GraphqlAnswer<T>;
  }

  /** The data. @throws Error when the answer holds errors */
  async request<T>(query: string, variables: object = {}): Promise<T> {
    const { data, errors } = await this.send<T>(query, variables);
    if (errors || !data) throw new Error(JSON.stringify(errors));
    return data;
  }

  subscribe<T>(query: string, variables: Record<string, unknown> = {}): Received<T> {
    this.socket ??= createClient({
      url: `${this.url.replace(/^http/, 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: this.token ? { authorization: `Bearer ${this.token}` } : {},
      retryAttempts: 0,
    });
    const events: T[] = [];
    const received: Received<T> = {
      events,
      until: async (fits) => {
        await eventually(() => {
          if (!received.error && !events.some(fits))
            throw new Error(`no such event among ${JSON.stringify(events)}`);
        });
        const found = events.find(fits);
        if (!found) throw new Error(`the subscription ended: ${describe(received.error)}`);
        return found;
      },
      stop: this.socket.subscribe<Record<string, T>>(
        { query, variables },
        {
          next: ({ data, errors }) => {
            if (errors) received.error = errors;
            else events.push(Object.values(data!)[0]!);
          },
          error: (error) => (received.error = error),
          complete: () => undefined,
        },
      ),
    };
    return received;
  }

  async close(): Promise<void> {
    await this.socket?.dispose();
  }
}

function describe(error: unknown): string {
  const { code, reason } = error as { code?: number; reason?: string };
  return code ? `${code} ${reason}` : JSON.stringify(error);
}
