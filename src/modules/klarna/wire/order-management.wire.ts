import {
  FRAUD_STATUSES,
  ORDER_STATUSES,
  type CaptureReading,
  type MerchantReferences,
  type NewCapture,
  type NewRefund,
  type OrderReading,
  type RefundReading,
} from '../managed-order.js';
import { managedOrderLineToWire, readOrderLines } from './order-line.wire.js';
import { given, recognise, type WireObject } from './wire-object.js';

export function captureToWire(capture: NewCapture) {
  return given({
    captured_amount: capture.amountMinor,
    ...operationToWire(capture),
    shipping_info: capture.shipping?.map((shipping) =>
      given({
        shipping_company: shipping.shippingCompany,
        shipping_method: shipping.shippingMethod,
        tracking_number: shipping.trackingNumber,
        tracking_uri: shipping.trackingUri,
      }),
    ),
  });
}

export function refundToWire(refund: NewRefund) {
  return { refunded_amount: refund.amountMinor, ...operationToWire(refund) };
}

function operationToWire({ orderLines, description, reference }: NewRefund) {
  return given({ order_lines: orderLines?.map(managedOrderLineToWire), description, reference });
}

export function referencesToWire({ merchantReference1, merchantReference2 }: MerchantReferences) {
  return given({ merchant_reference1: merchantReference1, merchant_reference2: merchantReference2 });
}

export function readOrder(body: WireObject): OrderReading {
  const orderAmountMinor = body.integer('order_amount');
  return {
    orderId: body.string('order_id'),
    status: recognise(ORDER_STATUSES, body.string('status')),
    fraudStatus: recognise(FRAUD_STATUSES, body.string('fraud_status')),
    orderAmountMinor,
    originalOrderAmountMinor: body.integerOrNull('original_order_amount') ?? orderAmountMinor,
    capturedAmountMinor: body.integer('captured_amount'),
    refundedAmountMinor: body.integer('refunded_amount'),
    remainingAuthorizedAmountMinor: body.integer('remaining_authorized_amount'),
    currency: body.string('purchase_currency').toUpperCase(),
    klarnaReference: body.stringOrNull('klarna_reference'),
    orderLines: readOrderLines(body),
    merchantReference1: body.stringOrNull('merchant_reference1'),
    merchantReference2: body.stringOrNull('merchant_reference2'),
    createdAt: body.instantOrNull('created_at'),
    expiresAt: body.instantOrNull('expires_at'),
    captures: body.list('captures').map(readCapture),
    refunds: body.list('refunds').map(readRefund),
  };
}

function readCapture(body: WireObject): CaptureReading {
  return {
    captureId: body.string('capture_id'),
    amountMinor: body.integer('captured_amount'),
    capturedAt: body.instantOrNull('captured_at'),
    reference: body.stringOrNull('reference'),
    description: body.stringOrNull('description'),
    klarnaReference: body.stringOrNull('klarna_reference'),
  };
}

function readRefund(body: WireObject): RefundReading {
  return {
    refundId: body.string('refund_id'),
    amountMinor: body.integer('refunded_amount'),
    refundedAt: body.instantOrNull('refunded_at'),
    reference: body.stringOrNull('reference'),
    description: body.stringOrNull('description'),
  };
}
