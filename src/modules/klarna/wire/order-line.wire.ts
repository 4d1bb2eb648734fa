import type { KlarnaOrderLine } from '../order-line.js';
import { given } from './wire-object.js';

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
  });
}
