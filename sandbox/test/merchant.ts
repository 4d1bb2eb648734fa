import { Body, Client, om, Reply } from './support.js';

/** The calls of Order Management, and orders in each of its six states. */
export function merchantOf(used: { client: Client }) {
  const capture = (id: string, captured_amount: number, more: Body = {}): Promise<Reply> =>
    used.client.post(om(id, '/captures'), { captured_amount, ...more });
  const refund = (id: string, refunded_amount: number, more: Body = {}): Promise<Reply> =>
    used.client.post(om(id, '/refunds'), { refunded_amount, ...more });
  const cancel = (id: string): Promise<Reply> => used.client.post(om(id, '/cancel'));
  const release = (id: string): Promise<Reply> =>
    used.client.post(om(id, '/release-remaining-authorization'));
  const extend = (id: string): Promise<Reply> => used.client.post(om(id, '/extend-authorization-time'));
  const authorize = (id: string, order_amount: number, more: Body = {}): Promise<Reply> =>
    used.client.patch(om(id, '/authorization'), { order_amount, ...more });

  /** A paid order of 10000 to which this was done. */
  const after = async (...deeds: ((id: string) => Promise<Reply>)[]): Promise<string> => {
    const id = await used.client.paid();
    for (const deed of deeds) await deed(id);
    return id;
  };

  const inState: Record<string, () => Promise<string>> = {
    AUTHORIZED: () => after(),
    PART_CAPTURED: () => after((id) => capture(id, 4000)),
    CAPTURED: () => after((id) => capture(id, 10000)),
    CANCELLED: () => after(cancel),
    EXPIRED: () => after(() => used.client.days(29)),
    CLOSED: () =>
      after(
        (id) => capture(id, 10000),
        (id) => refund(id, 10000),
      ),
  };
  return { capture, refund, cancel, release, extend, authorize, inState };
}

export const refusal = (reply: Reply): [number, string] => [reply.status, reply.body.error_code];
