import { randomUUID } from 'node:crypto';

export const SUBSCRIPTION = `subscription {
  paymentLinkEvents { id cursor type occurredAt paymentLinkId status sessionStatus data }
}`;

/** An event as the log tells it; `data.number` counts, so that what arrives can be checked. */
export function anEvent(number, paymentLinkId = randomUUID()) {
  return {
    id: randomUUID(),
    cursor: Buffer.from(`${700_000 + number}.${number}`).toString('base64url'),
    type: 'order.captured',
    occurredAt: new Date().toISOString(),
    paymentLinkId,
    status: 'COMPLETED',
    sessionStatus: 'COMPLETED',
    data: { number, id: randomUUID(), amount: { amount: 19_800, currency: 'SEK' } },
  };
}
