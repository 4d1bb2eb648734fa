import { isObject, Json, known } from '../check.js';
import { createManagedOrder } from '../order-management/create.js';
import type { CheckoutOrder } from '../state.js';
import type { World } from '../world.js';
import { optionsOf } from './orders.js';
import { startPushes } from './push.js';
import { address } from './schema.js';

/** What a consumer gives along with the purchase; all of it optional. */
export interface Purchase {
  payment_method?: string;
  billing_address?: Json;
  shipping_address?: Json;
  /** Which of the merchant's checkboxes are ticked, by id. */
  checkboxes?: Record<string, boolean>;
}

/** What a consumer who typed nothing is taken to live at. */
const someone = (order: CheckoutOrder): Json => ({
  given_name: 'Testperson',
  family_name: 'Approved',
  email: 'customer@email.example',
  street_address: 'Examplestreet 1',
  postal_code: '12345',
  city: 'Exampletown',
  phone: '+46700012345',
  country: String(order.body.purchase_country).toLowerCase(),
});

/** Takes what the consumer typed; from then on the merchant's writes to addresses are ignored. */
export function typeAddresses(order: CheckoutOrder, purchase: Purchase): void {
  if (isObject(purchase.billing_address))
    order.body.billing_address = known(address, purchase.billing_address);
  if (isObject(purchase.shipping_address))
    order.body.shipping_address = known(address, purchase.shipping_address);
  if (purchase.billing_address || purchase.shipping_address) order.addressTyped = true;
}

/** Authorizes the purchase: the order is read-only now, and an Order Management order of the same id exists. */
export function completeOrder(world: World, order: CheckoutOrder, purchase: Purchase): void {
  const options = optionsOf(order);
  const country = String(order.body.purchase_country).toUpperCase();
  order.body.billing_address = { ...someone(order), ...(order.body.billing_address as Json | undefined) };
  const separate = options.allow_separate_shipping_address ?? country === 'DE';
  if (!separate || !order.body.shipping_address) order.body.shipping_address = order.body.billing_address;
  order.status = 'checkout_complete';
  order.completedAt = order.modifiedAt = order.touchedAt = world.clock.now();
  order.merchantRequested = answers(options, purchase.checkboxes ?? {});
  if (order.body.recurring === true) order.recurringToken = world.random.uuid();
  createManagedOrder(world, order, purchase.payment_method);
  startPushes(world, order.id);
}

interface Checkbox {
  id: string;
  checked: boolean;
  required: boolean;
}

/** How the merchant's own checkboxes were left; a required one was ticked, or there was no purchase. */
function answers(options: Json, ticked: Record<string, boolean>): Json | null {
  const one = options.additional_checkbox as Checkbox | undefined;
  const many = options.additional_checkboxes as Checkbox[] | undefined;
  if (!one && !many) return null;
  const state = (box: Checkbox, id: string) => box.required || (ticked[id] ?? box.checked);
  return {
    ...(one && { additional_checkbox: state(one, 'additional_checkbox') }),
    ...(many && { additional_checkboxes: many.map((box) => ({ id: box.id, checked: state(box, box.id) })) }),
  };
}
