import type { Json } from './check.js';

/** Instants are milliseconds since 1970; amounts are minor units; bodies keep the provider's field names. */

export type CheckoutStatus = 'checkout_incomplete' | 'checkout_complete' | 'checkout_aborted';

/** An order of Checkout v3. */
export interface CheckoutOrder {
  id: string;
  merchantId: string;
  status: CheckoutStatus;
  /** What the merchant sent, merged. */
  body: Json;
  startedAt: number;
  modifiedAt: number;
  /** Last merchant update or consumer interaction: the order lives 48 h from here. */
  touchedAt: number;
  completedAt: number | null;
  /** The consumer has typed an address: the merchant's writes to it are ignored from then on. */
  addressTyped: boolean;
  /** What the risk check will say when the order is completed. */
  fraud: FraudStatus;
  merchantRequested: Json | null;
  recurringToken: string | null;
  sessionIds: string[];
}

export type HppStatus =
  | 'WAITING'
  | 'BACK'
  | 'IN_PROGRESS'
  | 'MANUAL_ID_CHECK'
  | 'COMPLETED'
  | 'CANCELLED'
  | 'FAILED'
  | 'DISABLED'
  | 'ERROR';

/** A session of the Hosted Payment Page. */
export interface HppSession {
  id: string;
  merchantId: string;
  orderId: string;
  /** The code in redirect_url, and the id in qr_code_url: public, and not the session's id. */
  code: string;
  qrId: string;
  moduleToken: string;
  merchantUrls: Record<string, string>;
  options: Json;
  status: HppStatus;
  createdAt: number;
  updatedAt: number;
  expiresAt: number;
  /** Contact data given with a distribution: pre-fills the page. */
  contact: { email?: string; phone?: string } | null;
  identification: { challenge: string; expiresAt: number } | null;
}

export type FraudStatus = 'ACCEPTED' | 'PENDING' | 'REJECTED';
export type ManagedStatus = 'AUTHORIZED' | 'PART_CAPTURED' | 'CAPTURED' | 'CANCELLED' | 'EXPIRED' | 'CLOSED';

export interface Capture {
  id: string;
  reference: string;
  amount: number;
  at: number;
  refunded: number;
  dueAt: number;
  body: Json;
  shippingInfo: Json[];
  sendOuts: number;
}

export interface Refund {
  id: string;
  amount: number;
  at: number;
  body: Json;
}

/** An order of Order Management: made when the checkout order of the same id is completed. */
export interface ManagedOrder {
  id: string;
  merchantId: string;
  reference: string;
  status: ManagedStatus;
  fraud: FraudStatus;
  fraudDecidedAt: number | null;
  /** The merchant has answered 200 to the news of the risk decision. */
  fraudHeard: boolean;
  amount: number;
  originalAmount: number;
  createdAt: number;
  expiresAt: number;
  acknowledged: boolean;
  /** The remainder was given up, or ran out, after a part was captured. */
  released: boolean;
  paymentMethod: { type: string; description: string; number_of_installments?: number };
  /** Lines, addresses, references and the rest, by the provider's names. */
  body: Json;
  captures: Capture[];
  refunds: Refund[];
  /** A refund could not be laid to one capture: none after it is. */
  allocationFailed: boolean;
  shippingInfo: Json[];
}

/** What was answered under an idempotency key; no answer yet while the first call runs. */
export interface KeyedAnswer {
  at: number;
  answer: { status: number; headers: Record<string, string>; body: unknown } | null;
}

/** All that the provider knows. */
export class State {
  orders = new Map<string, CheckoutOrder>();
  sessions = new Map<string, HppSession>();
  managed = new Map<string, ManagedOrder>();
  keyed = new Map<string, KeyedAnswer>();
  /** Session ids by the code of redirect_url, the id of qr_code_url and the module's token. */
  publicIds = new Map<string, string>();

  addSession(session: HppSession): void {
    this.sessions.set(session.id, session);
    this.publicIds.set(session.code, session.id);
    this.publicIds.set(session.qrId, session.id);
    this.publicIds.set(session.moduleToken, session.id);
  }

  renewToken(session: HppSession, token: string): void {
    this.publicIds.delete(session.moduleToken);
    session.moduleToken = token;
    this.publicIds.set(token, session.id);
  }

  clear(): void {
    for (const map of [this.orders, this.sessions, this.managed, this.keyed, this.publicIds]) map.clear();
  }

  snapshot(): Json {
    return {
      orders: [...this.orders.values()],
      sessions: [...this.sessions.values()],
      managed: [...this.managed.values()],
      // What is still being worked on when we end is not done: its key is free.
      keyed: [...this.keyed.entries()].filter(([, { answer }]) => answer !== null),
    };
  }

  restore(kept: Json): void {
    for (const order of kept.orders as CheckoutOrder[]) this.orders.set(order.id, order);
    for (const session of kept.sessions as HppSession[]) this.addSession(session);
    for (const order of kept.managed as ManagedOrder[]) this.managed.set(order.id, order);
    for (const [key, value] of kept.keyed as [string, KeyedAnswer][]) this.keyed.set(key, value);
  }
}
