import { Field, Int, ObjectType, registerEnumType } from '@nestjs/graphql';

import type { BuiltLine } from './order-line.js';

export enum OrderLineType {
  PHYSICAL = 'PHYSICAL',
  DISCOUNT = 'DISCOUNT',
  SHIPPING_FEE = 'SHIPPING_FEE',
  SALES_TAX = 'SALES_TAX',
  DIGITAL = 'DIGITAL',
  GIFT_CARD = 'GIFT_CARD',
  STORE_CREDIT = 'STORE_CREDIT',
  SURCHARGE = 'SURCHARGE',
}
registerEnumType(OrderLineType, {
  name: 'OrderLineType',
  valuesMap: {
    GIFT_CARD: { description: 'A card that the consumer pays with; one that is sold is DIGITAL.' },
    STORE_CREDIT: { description: 'Credit that the consumer pays with.' },
  },
});

@ObjectType({ description: 'A line of the order. Amounts in minor units, including tax.' })
export class OrderLine {
  @Field(() => OrderLineType)
  type: OrderLineType;

  @Field(() => String, { nullable: true })
  reference?: string | null;

  @Field()
  name: string;

  @Field(() => Int)
  quantity: number;

  @Field(() => String, { nullable: true })
  quantityUnit?: string | null;

  @Field(() => Int)
  unitPrice: number;

  @Field(() => Int, { description: 'Hundredths of a percent: 2500 is 25 %.' })
  taxRate: number;

  @Field(() => Int)
  totalAmount: number;

  @Field(() => Int)
  totalDiscountAmount: number;

  @Field(() => Int)
  totalTaxAmount: number;

  static of(line: BuiltLine): OrderLine {
    return Object.assign(new OrderLine(), {
      type: OrderLineType[line.type],
      reference: line.reference,
      name: line.name,
      quantity: line.quantity,
      quantityUnit: line.quantityUnit,
      unitPrice: line.unitPriceMinor,
      taxRate: line.taxRate,
      totalAmount: line.totalAmountMinor,
      totalDiscountAmount: line.totalDiscountAmountMinor,
      totalTaxAmount: line.totalTaxAmountMinor,
    });
  }
}
