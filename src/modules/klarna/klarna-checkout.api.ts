import { Injectable } from '@nestjs/common';

import { AppConfig } from '../../common/config/app-config.js';
import type { CheckoutOrderReading, CreatedCheckoutOrder, NewCheckoutOrder } from './checkout-order.js';
import { KlarnaHttpClient } from './klarna-http.client.js';
import { nullIfMissing } from './missing.js';
import { checkoutOrderToWire, readCheckoutOrder } from './wire/checkout.wire.js';

const ORDERS = '/checkout/v3/orders';

/** Checkout orders (docs.kustom.co, Checkout API v3). Writes take no idempotency key. */
@Injectable()
export class KlarnaCheckoutApi {
  constructor(
    private readonly http: KlarnaHttpClient,
    private readonly config: AppConfig,
  ) {}

  /**
   * A repeat makes a second order, which is harmless as long as nobody is sent to it.
   * @throws KlarnaRejected | KlarnaUnavailable | KlarnaOutcomeUnknown
   */
  createOrder(order: NewCheckoutOrder): Promise<CreatedCheckoutOrder> {
    return this.http.write({ method: 'POST', path: ORDERS, body: checkoutOrderToWire(order) }, (answer) => {
      const orderId = answer.body().string('order_id');
      return { orderId, orderUrl: this.orderUrl(orderId, answer.header('location')) };
    });
  }

  /**
   * Null: gone (48 hours after it was last touched) or never there. A completed order may be gone here and still
   * be known to Order Management.
   * @throws KlarnaRejected | KlarnaUnavailable
   */
  readOrder(orderId: string): Promise<CheckoutOrderReading | null> {
    return nullIfMissing(this.http.read(pathOf(orderId), (answer) => readCheckoutOrder(answer.body())));
  }

  /**
   * What is left out stays as it was; lists are replaced whole. A paid order is refused as READ_ONLY_ORDER.
   * @throws KlarnaRejected | KlarnaUnavailable | KlarnaOutcomeUnknown
   */
  updateOrder(orderId: string, changes: Partial<NewCheckoutOrder>): Promise<void> {
    return this.http.write(
      { method: 'POST', path: pathOf(orderId), body: checkoutOrderToWire(changes) },
      () => undefined,
    );
  }

  /** @throws KlarnaRejected | KlarnaUnavailable | KlarnaOutcomeUnknown */
  abortOrder(orderId: string): Promise<void> {
    return this.http.write({ method: 'POST', path: `${pathOf(orderId)}/abort` }, () => undefined);
  }

  /** The provider's own address of the order, unless it lies at another host than the one we are given. */
  private orderUrl(orderId: string, location: string | null): string {
    const base = this.config.KLARNA_API_URL ?? '';
    const given = location && URL.canParse(location, base) ? new URL(location, base) : null;
    return given?.origin === new URL(base).origin ? given.href : `${base}${pathOf(orderId)}`;
  }
}

function pathOf(orderId: string): string {
  return `${ORDERS}/${encodeURIComponent(orderId)}`;
}
