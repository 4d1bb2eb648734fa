import { eventually } from './eventually.js';
import { MUTATIONS, QUERIES, SUBSCRIPTIONS } from './documents.js';
import type { GraphqlAnswer, GraphqlClient, Received } from './graphql-client.js';

export interface Money {
  amount: number;
  currency: string;
}

export interface Capture {
  id: string;
  status: 'REQUESTED' | 'SUCCEEDED' | 'REJECTED' | 'OUTCOME_UNKNOWN';
  amount: Money;
  providerCaptureId: string | null;
  providerRefundId: string | null;
  reference: string | null;
  description: string | null;
  failure: string | null;
}

export interface Order {
  id: string;
  status: string;
  fraudStatus: string;
  orderAmount: Money;
  capturedAmount: Money;
  refundedAmount: Money;
  remainingAuthorizedAmount: Money;
  captures: Capture[];
  refunds: Capture[];
  acknowledgedAt: string | null;
}

export interface Distribution {
  id: string;
  method: string;
  recipient: string | null;
  status: string;
  sentAt: string | null;
  failure: string | null;
}

export interface Link {
  id: string;
  reference: string | null;
  reference2: string | null;
  status: string;
  locale: string;
  warnings: { path: string; message: string }[];
  checkboxes: { id: string; checked: boolean }[] | null;
  url: string;
  amount: Money & { formatted: string };
  taxAmount: Money;
  orderLines: { name: string; quantity: number; totalAmount: number; totalTaxAmount: number }[];
  session: { id: string; status: string; redirectUrl: string; checkoutOrderId: string; expiresAt: string };
  /** Null until the consumer has paid: specs look at it after that. */
  order: Order;
  distributions: Distribution[];
  expiresAt: string | null;
  createdAt: string;
  metadata: object | null;
  clientToken: string;
}

export interface LinkEvent {
  id: string;
  cursor: string;
  type: string;
  paymentLinkId: string;
  status: string;
  sessionStatus: string | null;
  data: Record<string, unknown>;
}

/** The fields of whichever error the result is. */
interface Refused {
  __typename: string;
  code: string;
  message: string;
  faults: { path: string; message: string; expected: string | null }[];
  paymentLink: { id: string; status: string };
  providerCode: string | null;
  providerMessages: string[];
  correlationId: string | null;
  retryAfterSeconds: number | null;
}

/** A member of a result union; `__typename` says whose fields are there. */
export type Result<T> = T & Refused;

interface Page<T> {
  nodes: T[];
  pageInfo: { hasNextPage: boolean; endCursor: string };
}

/** What the specs sell: two pairs of socks, 198.00 SEK with 25 % tax. */
export const AMOUNT = 19_800;

export function aLine(overrides: object = {}): Record<string, unknown> {
  return {
    reference: 'SOCKS',
    name: 'Wool socks',
    quantity: 2,
    unitPrice: 9_900,
    taxRate: 2_500,
    ...overrides,
  };
}

export function aLink(overrides: object = {}): Record<string, unknown> {
  return { country: 'SE', currency: 'SEK', locale: 'sv-SE', orderLines: [aLine()], ...overrides };
}

/** A shop that uses Paylink: each method is one request as its client sends it. */
export class Shop {
  constructor(readonly client: GraphqlClient) {}

  create(overrides: object = {}): Promise<Result<Link>> {
    return this.mutate('create', aLink(overrides));
  }

  /** @throws Error when it is not a link that can be paid */
  async anOpenLink(overrides: object = {}): Promise<Link> {
    const link = await this.create(overrides);
    if (link.status !== 'OPEN') throw new Error(`no open link: ${JSON.stringify(link)}`);
    return link;
  }

  update(input: object): Promise<Result<Link>> {
    return this.mutate('update', input);
  }

  disable(input: object): Promise<Result<Link>> {
    return this.mutate('disable', input);
  }

  send(paymentLinkId: string, recipient: object, more: object = {}): Promise<Result<Distribution>> {
    return this.mutate('send', { paymentLinkId, recipient, ...more });
  }

  capture(input: object): Promise<Result<Capture>> {
    return this.mutate('capture', input);
  }

  refund(input: object): Promise<Result<Capture>> {
    return this.mutate('refund', input);
  }

  cancelOrder(input: object): Promise<Result<Order>> {
    return this.mutate('cancelOrder', input);
  }

  link(id: string): Promise<Link> {
    return this.read('link', { id });
  }

  /** Reads at the provider. */
  outcome(id: string): Promise<Link> {
    return this.read('outcome', { id });
  }

  events(variables: { after?: string; first?: number; filter?: object } = {}): Promise<Page<LinkEvent>> {
    return this.read('events', variables);
  }

  links(variables: { after?: string; first?: number; filter?: object } = {}): Promise<Page<Link>> {
    return this.read('links', variables);
  }

  /**
   * A link's events, oldest first.
   * @param last the type that is waited for: an event can be read when no older transaction runs any more
   */
  log(paymentLinkId: string, last?: string): Promise<LinkEvent[]> {
    return eventually(async () => {
      const { nodes } = await this.events({ filter: { paymentLinkIds: [paymentLinkId] } });
      const types = nodes.map(({ type }) => type);
      if (last && !types.includes(last)) throw new Error(`no ${last} among ${types.join(', ')}`);
      return nodes;
    });
  }

  /** The types of the same. */
  async history(paymentLinkId: string, last?: string): Promise<string[]> {
    return (await this.log(paymentLinkId, last)).map(({ type }) => type);
  }

  follow(id: string): Received<Link> {
    return this.client.subscribe(SUBSCRIPTIONS.status, { id });
  }

  followEvents(variables: { after?: string; filter?: object } = {}): Received<LinkEvent> {
    return this.client.subscribe(SUBSCRIPTIONS.events, variables);
  }

  /** The whole answer, for mutations that are refused as errors. */
  tryTo(name: keyof typeof MUTATIONS, input: object): Promise<GraphqlAnswer<unknown>> {
    return this.client.send(MUTATIONS[name], { input });
  }

  tryToRead(name: keyof typeof QUERIES, variables: object): Promise<GraphqlAnswer<unknown>> {
    return this.client.send(QUERIES[name], variables);
  }

  private async mutate<T>(name: keyof typeof MUTATIONS, input: object): Promise<T> {
    return (await this.client.request<{ result: T }>(MUTATIONS[name], { input })).result;
  }

  private async read<T>(name: keyof typeof QUERIES, variables: object): Promise<T> {
    return (await this.client.request<{ result: T }>(QUERIES[name], variables)).result;
  }
}
