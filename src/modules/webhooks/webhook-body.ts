import { randomUUID } from 'node:crypto';

import { PaymentLinkEvent } from '../events/index.js';

export const TEST_EVENT_TYPE = 'webhook.test';

/** What is told of an event. A test has neither a link nor a place in the log. */
export type ToldEvent = Pick<PaymentLinkEvent, 'id' | 'type' | 'occurredAt' | 'data'> & {
  [Field in 'cursor' | 'paymentLinkId' | 'status' | 'sessionStatus']: PaymentLinkEvent[Field] | null;
};

export function testEvent(endpointId: string, occurredAt: Date): ToldEvent {
  return {
    id: randomUUID(),
    cursor: null,
    type: TEST_EVENT_TYPE,
    occurredAt,
    paymentLinkId: null,
    status: null,
    sessionStatus: null,
    data: { endpointId },
  };
}

/** The body of a webhook, the same for every attempt: `{type, timestamp, data}`, as Standard Webhooks proposes. */
export function webhookBody(event: ToldEvent): string {
  const { id, cursor, type, paymentLinkId, status, sessionStatus, data } = event;
  const occurredAt = event.occurredAt.toISOString();
  return JSON.stringify({
    type,
    timestamp: occurredAt,
    data: { id, cursor, type, occurredAt, paymentLinkId, status, sessionStatus, data },
  });
}
