import { Field, InputType, Int } from '@nestjs/graphql';

import { UrlScalar } from '../../common/graphql/scalars.js';
import {
  ProductIdentifiersInput,
  ShippingAttributesInput,
  SubscriptionInput,
} from './order-line.details.input.js';
import { OrderLineType } from './order-line.model.js';

/** Its rules depend on each other and on the market, and are the order builder's (order-line.checker.ts). */
@InputType({
  description:
    'A line; amounts in minor units, including tax. Totals and tax that are left out are computed; those given are checked: totalAmount = quantity × unitPrice − totalDiscountAmount, exactly; totalTaxAmount = totalAmount − totalAmount × 10000 / (10000 + taxRate), give or take 1.',
})
export class OrderLineInput {
  @Field(() => OrderLineType, { nullable: true, defaultValue: OrderLineType.PHYSICAL })
  type?: OrderLineType | null;

  @Field(() => String, { nullable: true, description: 'At most 255 characters: the article number.' })
  reference?: string | null;

  @Field({ description: '1 to 255 characters, no markup.' })
  name: string;

  @Field(() => Int, {
    description: 'From 0. What comes by weight is counted in its small unit: 1500 with quantityUnit g.',
  })
  quantity: number;

  @Field(() => String, { nullable: true, description: '1 to 8 characters: kg, pcs.' })
  quantityUnit?: string | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Before discount, including tax; at most 100 000 000. Negative for DISCOUNT, GIFT_CARD and STORE_CREDIT, which lower the order. Give this or unitPriceExcludingTax.',
  })
  unitPrice?: number | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Instead of unitPrice, for shops that keep net prices; then totalDiscountAmount excludes tax too and the totals are left out. The lines are made gross so that they sum exactly to the net prices with tax, rounded once, or to orderAmount; a line whose pieces cannot all cost the same becomes two.',
  })
  unitPriceExcludingTax?: number | null;

  @Field(() => Int, { description: 'Hundredths of a percent, 0 to 10000: 2550 is 25.5 %.' })
  taxRate: number;

  @Field(() => Int, {
    nullable: true,
    defaultValue: 0,
    description: 'For the whole line, including tax; from 0.',
  })
  totalDiscountAmount?: number | null;

  @Field(() => Int, { nullable: true })
  totalAmount?: number | null;

  @Field(() => Int, { nullable: true })
  totalTaxAmount?: number | null;

  @Field(() => UrlScalar, { nullable: true, description: 'At most 1024 characters.' })
  productUrl?: string | null;

  @Field(() => UrlScalar, { nullable: true, description: 'At most 1024 characters.' })
  imageUrl?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'At most 1024 characters; kept by the provider with the line.',
  })
  merchantData?: string | null;

  @Field(() => ProductIdentifiersInput, { nullable: true })
  productIdentifiers?: ProductIdentifiersInput | null;

  @Field(() => SubscriptionInput, { nullable: true })
  subscription?: SubscriptionInput | null;

  @Field(() => ShippingAttributesInput, { nullable: true })
  shippingAttributes?: ShippingAttributesInput | null;
}
