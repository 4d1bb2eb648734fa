import type { Clock } from './clock.js';
import type { CallbackEntry, Journal } from './journal.js';
import type { Random } from './random.js';

/** A call to the merchant that is on its way. */
export interface Delivery {
  kind: string;
  url: string;
  /** Null is an empty body. */
  body: unknown;
  attempt: number;
  /** What its sender needs to know when the answer is in. */
  about: string;
}

export interface CallbackSettings {
  deliver: boolean;
  /** How many times more each is sent. */
  duplicate: number;
  delay_ms: number;
  /** A random delay up to this on top. */
  jitter_ms: number;
  /** Swaps each with the one that follows it. */
  reorder: boolean;
}

const asUsual: CallbackSettings = { deliver: true, duplicate: 0, delay_ms: 0, jitter_ms: 0, reorder: false };

/** How long the provider waits for an answer (docs.klarna.com, status callbacks). */
export const answerTimeoutMs = 3000;
/** How long one waits for its successor while they are being swapped. */
const swapWaitMs = 1000;

/** Sends callbacks and pushes, loses, repeats, delays and swaps them as told, and keeps the journal of them. */
export class Callbacks {
  settings: CallbackSettings = { ...asUsual };
  private heldBack: Delivery | null = null;
  /** Where nothing answered lately: not waited for one by one while time is moved. */
  private silent = new Set<string>();
  /** Ends what is on its way when everything is reset. */
  private ending = new AbortController();
  private answered = new Map<string, (delivery: Delivery, ok: boolean, status: number | null) => void>();

  constructor(
    private readonly clock: Clock,
    private readonly journal: Journal,
    private readonly random: Random,
  ) {
    clock.handle('deliver', (data) => this.deliver(data as Delivery));
    clock.handle('flush-swap', () => this.flushSwap());
  }

  /** Says who hears of the answers to a kind of delivery. */
  onAnswer(kind: string, listener: (delivery: Delivery, ok: boolean, status: number | null) => void): void {
    this.answered.set(kind, listener);
  }

  /** Sends it as soon as the settings allow; never waits. */
  send(delivery: Delivery): void {
    if (!this.settings.reorder) return this.post(delivery);
    if (!this.heldBack) {
      this.heldBack = delivery;
      this.clock.schedule(this.clock.now() + swapWaitMs, 'flush-swap', null);
    } else {
      this.post(delivery);
      this.flushSwap();
    }
  }

  reset(): void {
    this.settings = { ...asUsual };
    this.heldBack = null;
    this.silent.clear();
    this.ending.abort();
    this.ending = new AbortController();
  }

  private flushSwap(): void {
    const delivery = this.heldBack;
    this.heldBack = null;
    if (delivery) this.post(delivery);
  }

  private post(delivery: Delivery): void {
    const { delay_ms, jitter_ms, duplicate } = this.settings;
    for (let copy = 0; copy <= duplicate; copy += 1) {
      const delayMs = delay_ms + (jitter_ms ? Math.floor(this.random.fraction() * jitter_ms) : 0);
      // Only the first copy is retried: the others are the network's doing, not the provider's.
      const each = copy === 0 ? delivery : { ...delivery, kind: `${delivery.kind}-copy` };
      this.clock.schedule(this.clock.now() + delayMs, 'deliver', each);
    }
  }

  private async deliver(delivery: Delivery): Promise<void> {
    const sent = this.attempt(delivery);
    if (this.silent.has(originOf(delivery.url))) this.clock.track(sent);
    else await sent;
  }

  private async attempt(delivery: Delivery): Promise<void> {
    const entry: CallbackEntry = this.journal.callbacks.add({
      at: this.clock.iso(),
      url: delivery.url,
      body: delivery.body,
      status: null,
      attempt: delivery.attempt,
      kind: delivery.kind.replace('-copy', ''),
    });
    if (!this.settings.deliver) {
      entry.dropped = true;
      return;
    }
    const { signal } = this.ending;
    entry.status = await postJson(delivery.url, delivery.body, signal);
    if (entry.status === null) this.silent.add(originOf(delivery.url));
    else this.silent.delete(originOf(delivery.url));
    const ok = entry.status !== null && entry.status >= 200 && entry.status < 300;
    this.journal.changed();
    if (!signal.aborted) this.answered.get(delivery.kind)?.(delivery, ok, entry.status);
  }
}

const originOf = (url: string): string => new URL(url).origin;

/** Posts and gives the status of the answer, or null when there was none in time. */
async function postJson(url: string, body: unknown, ending: AbortSignal): Promise<number | null> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      headers: body === null ? {} : { 'content-type': 'application/json' },
      body: body === null ? undefined : JSON.stringify(body),
      signal: AbortSignal.any([ending, AbortSignal.timeout(answerTimeoutMs)]),
    });
    await answer.body?.cancel();
    return answer.status;
  } catch {
    return null;
  }
}
