import type { ProviderCall } from '../support/sandbox.js';
import type { World } from './world.js';

export interface ProviderSession {
  id: string;
  status: string;
  orderId: string;
  linkId: string | null;
  /** A consumer who has the address can pay. */
  isPayable: boolean;
  orderAmount: number;
}

export interface ProviderMoney {
  id: string;
  amount: number;
  /** Names the business operation that it came from. */
  reference: string | null;
}

export interface ProviderOrder {
  id: string;
  linkId: string | null;
  status: string;
  fraudStatus: string;
  acknowledged: boolean;
  orderAmount: number;
  captured: number;
  refunded: number;
  remaining: number;
  captures: ProviderMoney[];
  refunds: ProviderMoney[];
}

/** What the provider knows: the last word on everything. */
export interface Truth {
  sessions: ProviderSession[];
  /** Those that were paid. */
  orders: ProviderOrder[];
  calls: ProviderCall[];
  mail: { to: string }[];
}

export async function readTruth({ sandbox }: Pick<World, 'sandbox'>): Promise<Truth> {
  const calls = await sandbox.requests();
  const linkOf = linksByOrder(calls);
  const { sessions } = await get<{ sessions: Record<string, unknown>[] }>(`${sandbox.url}/sandbox/sessions`);
  const { orders } = await get<{ orders: Record<string, unknown>[] }>(`${sandbox.url}/sandbox/orders`);
  const paid = orders.filter(({ status }) => status);
  return {
    calls,
    mail: await sandbox.mail(),
    sessions: sessions.map((each) => ({
      id: each.session_id as string,
      status: each.status as string,
      orderId: each.checkout_order_id as string,
      linkId: linkOf.get(each.checkout_order_id as string) ?? null,
      isPayable: (each.offers as string[]).includes('pay'),
      orderAmount: each.order_amount as number,
    })),
    orders: await Promise.all(
      paid.map(async ({ order_id, acknowledged }) => {
        const url = `${sandbox.url}/ordermanagement/v1/orders/${order_id as string}`;
        const read = await get<Record<string, unknown>>(url, { authorization: `Basic ${sandbox.apiKey}` });
        return orderOf(read, linkOf.get(order_id as string) ?? null, acknowledged as boolean);
      }),
    ),
  };
}

function orderOf(read: Record<string, unknown>, linkId: string | null, acknowledged: boolean): ProviderOrder {
  const list = (name: string): Record<string, unknown>[] => read[name] as Record<string, unknown>[];
  const money = (each: Record<string, unknown>, id: string, amount: string): ProviderMoney => ({
    id: each[id] as string,
    amount: each[amount] as number,
    reference: (each.reference as string | undefined) ?? null,
  });
  return {
    id: read.order_id as string,
    linkId,
    acknowledged,
    status: read.status as string,
    fraudStatus: read.fraud_status as string,
    orderAmount: read.order_amount as number,
    captured: read.captured_amount as number,
    refunded: read.refunded_amount as number,
    remaining: read.remaining_authorized_amount as number,
    captures: list('captures').map((each) => money(each, 'capture_id', 'captured_amount')),
    refunds: list('refunds').map((each) => money(each, 'refund_id', 'refunded_amount')),
  };
}

/** A session's request names both its order and, in the callback's address, the link. */
export function linksByOrder(calls: ProviderCall[]): Map<string, string> {
  const links = new Map<string, string>();
  for (const { method, path, body } of calls) {
    if (method !== 'POST' || path !== '/hpp/v1/sessions' || !body) continue;
    const { payment_session_url, merchant_urls } = body as {
      payment_session_url: string;
      merchant_urls: { status_update: string };
    };
    const linkId = /\/callbacks\/session\/([^/]+)/.exec(merchant_urls.status_update)?.[1];
    if (linkId) links.set(payment_session_url.split('/').at(-1)!, linkId);
  }
  return links;
}

async function get<T>(url: string, headers: Record<string, string> = {}): Promise<T> {
  const response = await fetch(url, { headers });
  if (!response.ok) throw new Error(`GET ${url}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}
