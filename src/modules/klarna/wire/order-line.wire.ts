import type {
  KlarnaOrderLine,
  OrderLineReading,
  ProductIdentifiers,
  ShippingAttributes,
} from '../order-line.js';
import { given, type WireObject } from './wire-object.js';

/** A line of a Checkout order. */
export function orderLineToWire(line: KlarnaOrderLine) {
  return given({
    type: line.type?.toLowerCase(),
    reference: line.reference,
    name: line.name,
    quantity: line.quantity,
    quantity_unit: line.quantityUnit,
    unit_price: line.unitPriceMinor,
    tax_rate: line.taxRate,
    total_amount: line.totalAmountMinor,
    total_discount_amount: line.totalDiscountAmountMinor,
    total_tax_amount: line.totalTaxAmountMinor,
    product_url: line.productUrl,
    image_url: line.imageUrl,
    merchant_data: line.merchantData,
    product_identifiers: line.productIdentifiers && productIdentifiersToWire(line.productIdentifiers),
    subscription:
      line.subscription &&
      given({
        name: line.subscription.name,
        interval: line.subscription.interval,
        interval_count: line.subscription.intervalCount,
      }),
    shipping_attributes: line.shippingAttributes && shippingAttributesToWire(line.shippingAttributes),
  });
}

/** A line of a capture or refund: without shipping attributes, and with a subscription only if it has a name. */
export function managedOrderLineToWire({ subscription, ...line }: KlarnaOrderLine) {
  return orderLineToWire({
    ...line,
    subscription: subscription?.name ? subscription : null,
    shippingAttributes: null,
  });
}

/** The lines of an order, at Checkout and at Order Management. */
export function readOrderLines(order: WireObject): OrderLineReading[] {
  return order.list('order_lines').map((line) => ({
    name: line.stringOrNull('name'),
    quantity: line.integerOrNull('quantity'),
    unitPriceMinor: line.integerOrNull('unit_price'),
    totalAmountMinor: line.integerOrNull('total_amount'),
  }));
}

function productIdentifiersToWire(product: ProductIdentifiers) {
  return given({
    brand: product.brand,
    color: product.color,
    category_path: product.categoryPath,
    global_trade_item_number: product.globalTradeItemNumber,
    manufacturer_part_number: product.manufacturerPartNumber,
    size: product.size,
  });
}

function shippingAttributesToWire({ weightGrams, heightMm, widthMm, lengthMm, tags }: ShippingAttributes) {
  const dimensions = given({ height: heightMm, width: widthMm, length: lengthMm });
  return given({
    weight: weightGrams,
    dimensions: Object.keys(dimensions).length > 0 ? dimensions : null,
    tags,
  });
}
