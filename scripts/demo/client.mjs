import { createClient } from 'graphql-ws';
import WebSocket from 'ws';

const EVENT_TIMEOUT_MS = 30_000;

/** What a web shop's server needs to talk to the backend: requests over HTTP, and one socket for what happens. */
export class Client {
  #url;
  #authorization;
  #socket;

  constructor(url, apiKey) {
    this.#url = url;
    this.#authorization = `Bearer ${apiKey}`;
    this.#socket = createClient({
      url: `${url.replace(/^http/, 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: { authorization: this.#authorization },
      retryAttempts: 0,
    });
  }

  /** @throws Error when the answer holds errors */
  async request(query, variables = {}) {
    const response = await fetch(`${this.#url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: this.#authorization },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = await response.json();
    if (errors) throw new Error(errors.map(({ message }) => message).join('; '));
    return data;
  }

  /**
   * Calls a mutation that takes one `input` and answers with a union.
   * @throws Error when the result is another than the one hoped for, with its message
   */
  async mutate(name, inputType, input, expected, fields) {
    const { result } = await this.request(
      `mutation ($input: ${inputType}!) {
         result: ${name}(input: $input) { __typename ... on ${expected} { ${fields} } ... on Error { message } }
       }`,
      { input },
    );
    if (result.__typename !== expected) {
      throw new Error(`${name} answered ${result.__typename}: ${result.message ?? 'no message'}`);
    }
    return result;
  }

  /** The events of a subscription, from now on; `until` waits for the first that fits, those already seen included. */
  follow(query, variables = {}) {
    const seen = [];
    const waiting = new Set();
    let failure;
    const wake = () => waiting.forEach((check) => check());
    this.#socket.subscribe(
      { query, variables },
      {
        next: ({ data, errors }) => {
          if (errors) failure = new Error(errors.map(({ message }) => message).join('; '));
          else seen.push(Object.values(data)[0]);
          wake();
        },
        error: (error) => {
          failure = new Error(
            `the subscription ended: ${error.message ?? error.reason ?? JSON.stringify(error)}`,
          );
          wake();
        },
        complete: () => undefined,
      },
    );
    const until = (fits, what) =>
      new Promise((resolve, reject) => {
        const finish = (settle, value) => {
          waiting.delete(check);
          clearTimeout(timer);
          settle(value);
        };
        const check = () => {
          const found = seen.find(fits);
          if (found) finish(resolve, found);
          else if (failure) finish(reject, failure);
        };
        const timer = setTimeout(() => {
          const missing = `no event within ${EVENT_TIMEOUT_MS / 1000} s: ${what}; seen: ${JSON.stringify(seen)}`;
          finish(reject, new Error(missing));
        }, EVENT_TIMEOUT_MS);
        waiting.add(check);
        check();
      });
    return { seen, until };
  }

  async close() {
    await this.#socket.dispose();
  }
}
