/** What a consumer can do on the page. */
export type ConsumerAction = 'open' | 'pay' | 'decline' | 'error' | 'back' | 'cancel';

export interface Fault {
  /** Method and path; `*` stands for one segment: `POST /hpp/v1/sessions/*`. */
  match: string;
  /** `lost_reply` does the work and cuts the connection; `timeout` does nothing and never answers. */
  kind: 'status' | 'timeout' | 'lost_reply' | 'reset' | 'html' | 'slow';
  status?: number;
  delay_ms?: number;
  /** How many calls it meets; once by default. */
  times?: number;
}

export interface ProviderCall {
  at: string;
  method: string;
  path: string;
  headers: Record<string, string>;
  body: unknown;
  status: number | null;
}

export interface SentCallback {
  at: string;
  url: string;
  body: unknown;
  status: number | null;
  attempt: number;
}

export interface CaughtMessage {
  at: string;
  from: string;
  to: string;
  subject: string;
  text: string;
  html: string;
}

export interface ShownSession {
  session_id: string;
  checkout_order_id: string;
  status: string;
  redirect_url: string;
  /** What a consumer who has the address can do there. */
  offers: string[];
}

export interface ShownOrder {
  order_id: string;
  checkout_status: string;
  merchant_reference1?: string;
  /** Of a paid one. */
  status?: string;
}

/** The sandbox's own calls, under /sandbox: what a test needs to play consumer, clock and bad luck. */
export class SandboxControls {
  constructor(readonly url: string) {}

  /** @throws SandboxRefusal with status 409 when the page does not offer the action */
  consumer(
    sessionId: string,
    action: ConsumerAction,
    purchase: { checkboxes?: Record<string, boolean> } = {},
  ): Promise<{ status: string; redirect_url: string | null }> {
    return this.call('POST', `sessions/${sessionId}/consumer`, { action, ...purchase });
  }

  /** What was under way at the consumer's bank when the session was disabled goes through. */
  payLate(sessionId: string): Promise<{ status: string }> {
    return this.call('POST', `sessions/${sessionId}/late-payment`, {});
  }

  /** Newest first. */
  async sessions(last = 1_000): Promise<ShownSession[]> {
    return (await this.call<{ sessions: ShownSession[] }>('GET', `sessions?last=${last}`)).sessions;
  }

  /** Newest first. */
  async orders(last = 1_000): Promise<ShownOrder[]> {
    return (await this.call<{ orders: ShownOrder[] }>('GET', `orders?last=${last}`)).orders;
  }

  async now(): Promise<Date> {
    return new Date((await this.call<{ now: string }>('GET', 'clock')).now);
  }

  /** Moves the clock; what falls due on the way is done when this returns. */
  async advance(seconds: number): Promise<Date> {
    return new Date((await this.call<{ now: string }>('POST', 'clock', { advance_seconds: seconds })).now);
  }

  faults(faults: Fault[]): Promise<void> {
    return this.call('POST', 'faults', faults);
  }

  clearFaults(): Promise<void> {
    return this.call('DELETE', 'faults');
  }

  /** Loses, repeats or delays callbacks and pushes, until changed. */
  callbacks(delivery: { deliver?: boolean; duplicate?: number; delay_ms?: number }): Promise<void> {
    return this.call('POST', 'callbacks', delivery);
  }

  limits(limits: { creates_per_second?: number; others_per_second?: number } | { off: true }): Promise<void> {
    return this.call('POST', 'limits', limits);
  }

  /** Every provider API call that arrived, oldest first. */
  async requests(): Promise<ProviderCall[]> {
    return (await this.call<{ requests: ProviderCall[] }>('GET', 'requests')).requests;
  }

  async sentCallbacks(): Promise<SentCallback[]> {
    return (await this.call<{ callbacks: SentCallback[] }>('GET', 'callbacks')).callbacks;
  }

  async mail(): Promise<CaughtMessage[]> {
    return (await this.call<{ messages: CaughtMessage[] }>('GET', 'mail')).messages;
  }

  async sms(): Promise<CaughtMessage[]> {
    return (await this.call<{ messages: CaughtMessage[] }>('GET', 'sms')).messages;
  }

  fraud(orderId: string, status: 'PENDING' | 'ACCEPTED' | 'REJECTED'): Promise<void> {
    return this.call('POST', `orders/${orderId}/fraud`, { status });
  }

  /** Empty state, real clock, no faults, delivery on, limits off. */
  reset(): Promise<void> {
    return this.call('POST', 'reset');
  }

  private async call<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
    const response = await fetch(`${this.url}/sandbox/${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new SandboxRefusal(response.status, `${method} /sandbox/${path}: ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as Answer;
  }
}

export class SandboxRefusal extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(`${status} ${message}`);
  }
}
