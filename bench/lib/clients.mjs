// A process of subscribers over plain sockets of graphql-transport-ws, the same for every server that is measured.
import { randomUUID } from 'node:crypto';
import WebSocket from 'ws';
import { SUBSCRIPTION } from './events.mjs';
import { answering, now } from './processes.mjs';

const OPENING_AT_ONCE = 50;
const sockets = [];
let arrivals;

class Subscriber {
  received = 0;

  /** Resolves when the subscription is made; with `saysAttached`, when the server has said that nothing is missed. */
  async open({ url, key, saysAttached }) {
    const id = randomUUID();
    this.socket = new WebSocket(`${url.replace(/^http/, 'ws')}/graphql`, 'graphql-transport-ws', {
      perMessageDeflate: false,
    });
    const send = (message) => this.socket.send(JSON.stringify(message));
    await new Promise((resolve, reject) => {
      this.socket.on('error', reject);
      this.socket.on('close', (code, reason) => reject(new Error(`closed with ${code} ${reason}`)));
      this.socket.on('open', () =>
        send({ type: 'connection_init', payload: key ? { authorization: `Bearer ${key}` } : {} }),
      );
      this.socket.on('message', (data) => {
        if (this.isAttached) return this.take(data);
        const { type, payload } = JSON.parse(data);
        if (type === 'connection_ack') {
          send({ id, type: 'subscribe', payload: { query: SUBSCRIPTION } });
          if (!saysAttached) this.attach(resolve);
        }
        if (type === 'ping' && payload?.attached === id) this.attach(resolve);
        if (type === 'error') reject(new Error(JSON.stringify(payload)));
      });
    });
  }

  attach(resolve) {
    this.isAttached = true;
    resolve();
  }

  take(data) {
    // Pings and such are short.
    if (data.length < 200) return;
    this.received++;
    if (arrivals) arrivals.push({ at: now(), number: eventOf(data).data.number });
    if (this.received === this.wanted) this.finish(data);
  }

  /** Resolves at the n-th event from now, with when that was. */
  expect(count) {
    this.wanted = this.received + count;
    return new Promise((resolve, reject) => {
      this.finish = (data) => {
        const at = now();
        const { number } = eventOf(data).data;
        if (number === count - 1) resolve(at);
        else reject(new Error(`the last event was number ${number}, not ${count - 1}`));
      };
    });
  }
}

const eventOf = (data) => JSON.parse(data).payload.data.paymentLinkEvents;
let expected;

answering({
  async open({ count, ...server }) {
    for (let opened = 0; opened < count; opened += OPENING_AT_ONCE) {
      const group = Array.from({ length: Math.min(OPENING_AT_ONCE, count - opened) }, () => new Subscriber());
      await Promise.all(group.map((subscriber) => subscriber.open(server)));
      sockets.push(...group);
    }
  },
  /** Counts from here on. */
  expect(count) {
    expected = Promise.all(sockets.map((subscriber) => subscriber.expect(count)));
  },
  /** When the last of them had the last event. */
  async done() {
    return (await expected).reduce((last, at) => (at > last ? at : last));
  },
  /** From here on it is kept when which event came. */
  keepArrivals() {
    arrivals = [];
  },
  arrivals: () => arrivals.splice(0),
  /** From here on nobody reads. */
  pause() {
    for (const { socket } of sockets) socket.pause();
  },
});
