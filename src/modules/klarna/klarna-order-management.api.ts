import { Injectable } from '@nestjs/common';

import { KlarnaHttpClient } from './klarna-http.client.js';
import type { MerchantReferences, NewCapture, NewRefund, OrderReading } from './managed-order.js';
import { nullIfMissing } from './missing.js';
import { captureToWire, readOrder, referencesToWire, refundToWire } from './wire/order-management.wire.js';
import type { WireAnswer } from './wire/wire-answer.js';
import { MalformedAnswer } from './wire/wire-object.js';

/**
 * Orders after the purchase (docs.klarna.com, order management API v1). Every write carries an idempotency key;
 * the provider compares the key alone, for 24 hours: the same key with another body replays the first answer.
 * Writes throw KlarnaRejected | KlarnaUnavailable | KlarnaOutcomeUnknown.
 */
@Injectable()
export class KlarnaOrderManagementApi {
  constructor(private readonly http: KlarnaHttpClient) {}

  /** Null: no such order. @throws KlarnaRejected | KlarnaUnavailable */
  readOrder(orderId: string): Promise<OrderReading | null> {
    return nullIfMissing(this.http.read(pathOf(orderId), (answer) => readOrder(answer.body())));
  }

  /** Ends the provider's pushes: only after the order is stored on our side. */
  acknowledge(orderId: string, idempotencyKey: string): Promise<void> {
    return this.act(orderId, 'acknowledge', idempotencyKey);
  }

  capture(orderId: string, capture: NewCapture, idempotencyKey: string): Promise<{ captureId: string }> {
    return this.http.write(
      { method: 'POST', path: `${pathOf(orderId)}/captures`, body: captureToWire(capture), idempotencyKey },
      (answer) => ({ captureId: createdId(answer, 'capture-id') }),
    );
  }

  refund(orderId: string, refund: NewRefund, idempotencyKey: string): Promise<{ refundId: string }> {
    return this.http.write(
      { method: 'POST', path: `${pathOf(orderId)}/refunds`, body: refundToWire(refund), idempotencyKey },
      (answer) => ({ refundId: createdId(answer, 'refund-id') }),
    );
  }

  /** The whole order, and only while nothing is captured. */
  cancel(orderId: string, idempotencyKey: string): Promise<void> {
    return this.act(orderId, 'cancel', idempotencyKey);
  }

  /** What is left of a partly captured order. */
  releaseRemaining(orderId: string, idempotencyKey: string): Promise<void> {
    return this.act(orderId, 'release-remaining-authorization', idempotencyKey);
  }

  /** Counts from the day of the call, not from the old expiry. */
  extendAuthorization(orderId: string, idempotencyKey: string): Promise<void> {
    return this.act(orderId, 'extend-authorization-time', idempotencyKey);
  }

  updateMerchantReferences(
    orderId: string,
    references: MerchantReferences,
    idempotencyKey: string,
  ): Promise<void> {
    return this.http.write(
      {
        method: 'PATCH',
        path: `${pathOf(orderId)}/merchant-references`,
        body: referencesToWire(references),
        idempotencyKey,
      },
      () => undefined,
    );
  }

  private act(orderId: string, action: string, idempotencyKey: string): Promise<void> {
    return this.http.write(
      { method: 'POST', path: `${pathOf(orderId)}/${action}`, idempotencyKey },
      () => undefined,
    );
  }
}

function pathOf(orderId: string): string {
  return `/ordermanagement/v1/orders/${encodeURIComponent(orderId)}`;
}

/** The answer's body is empty: the id is in a header of its own, or ends the address of what was made. */
function createdId(answer: WireAnswer, header: string): string {
  const id =
    answer.header(header) ??
    answer
      .header('location')
      ?.replace(/[?#].*$/, '')
      .match(/([^/]+)\/*$/)?.[1];
  if (!id) throw new MalformedAnswer(`neither ${header} nor location names what was made`);
  return id;
}
