import { isObject, Json } from '../check.js';
import { optionsOf } from '../checkout/orders.js';
import type { CheckoutOrder, ManagedOrder } from '../state.js';
import type { World } from '../world.js';
import { addCapture } from './captures.js';
import { managedAddress, managedLines } from './from-checkout.js';
import { authorizedUntil } from './lifetime.js';

const methods: Record<string, string> = {
  INVOICE: 'Pay later',
  INVOICE_BUSINESS: 'Pay later for companies',
  CARD: 'Card',
  DIRECT_DEBIT: 'Direct debit',
  BANK_TRANSFER: 'Bank transfer',
  FIXED_AMOUNT: 'Slice it (Fixed Payments)',
  PAY_IN_X: 'Pay in parts',
  ACCOUNT: 'Account',
  SWISH: 'Swish',
  MOBILEPAY: 'MobilePay',
  OTHER: 'Other',
};

/** Makes the Order Management order of a completed checkout order, under the same id. */
export function createManagedOrder(world: World, order: CheckoutOrder, method?: string): ManagedOrder {
  const { body } = order;
  const now = world.clock.now();
  const business = isObject(body.customer) && body.customer.type === 'organization';
  const type = method && methods[method] ? method : business ? 'INVOICE_BUSINESS' : 'INVOICE';
  const amount = Number(body.order_amount);
  const managed: ManagedOrder = {
    id: order.id,
    merchantId: order.merchantId,
    reference: `K${world.random.reference(7)}`,
    status: 'AUTHORIZED',
    fraud: order.fraud,
    fraudDecidedAt: order.fraud === 'REJECTED' ? now : null,
    fraudHeard: false,
    amount,
    originalAmount: amount,
    createdAt: now,
    expiresAt: authorizedUntil(now, world.account(order.merchantId).authorizationDays),
    acknowledged: false,
    released: false,
    paymentMethod: {
      type,
      description: methods[type]!,
      ...(type === 'PAY_IN_X' && { number_of_installments: 3 }),
    },
    body: {
      purchase_country: body.purchase_country,
      purchase_currency: body.purchase_currency,
      locale: body.locale,
      order_lines: managedLines(body.order_lines as Json[]),
      billing_address: managedAddress(body.billing_address as Json),
      shipping_address: managedAddress(body.shipping_address as Json),
      customer: customerOf(order),
      merchant_reference1: body.merchant_reference1,
      merchant_reference2: body.merchant_reference2,
      merchant_data: body.merchant_data,
    },
    captures: [],
    refunds: [],
    allocationFailed: false,
    shippingInfo: [],
  };
  world.state.managed.set(managed.id, managed);
  const autoCapture = optionsOf(order).auto_capture === true && amount > 0 && managed.fraud === 'ACCEPTED';
  if (autoCapture)
    addCapture(world, managed, { captured_amount: amount, order_lines: managed.body.order_lines });
  return managed;
}

/** Order Management knows of a customer no more than the date of birth. */
function customerOf(order: CheckoutOrder): Record<string, unknown> | undefined {
  const { customer } = order.body;
  return isObject(customer) && customer.date_of_birth ? { date_of_birth: customer.date_of_birth } : undefined;
}
