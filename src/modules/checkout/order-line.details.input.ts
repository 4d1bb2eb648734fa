import { Field, InputType, Int, registerEnumType } from '@nestjs/graphql';

export enum SubscriptionInterval {
  DAY = 'DAY',
  WEEK = 'WEEK',
  MONTH = 'MONTH',
  YEAR = 'YEAR',
}
registerEnumType(SubscriptionInterval, { name: 'SubscriptionInterval' });

@InputType({
  description: 'What the article is known by elsewhere; shown to the consumer after the purchase.',
})
export class ProductIdentifiersInput {
  @Field(() => String, { nullable: true, description: 'At most 70 characters.' })
  brand?: string | null;

  @Field(() => String, { nullable: true, description: 'At most 64 characters.' })
  color?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'At most 750 characters, levels joined with " > ": Shop > Socks > Wool.',
  })
  categoryPath?: string | null;

  @Field(() => String, { nullable: true, description: 'GTIN, EAN or ISBN; at most 50 characters.' })
  globalTradeItemNumber?: string | null;

  @Field(() => String, { nullable: true, description: 'At most 70 characters.' })
  manufacturerPartNumber?: string | null;

  @Field(() => String, { nullable: true, description: 'At most 64 characters.' })
  size?: string | null;
}

@InputType({
  description:
    'What the line is charged for again, told to the consumer; charging again is yours to do. The provider demands extra merchant data beside it.',
})
export class SubscriptionInput {
  @Field(() => String, { nullable: true, description: 'At most 255 characters.' })
  name?: string | null;

  @Field(() => SubscriptionInterval)
  interval: SubscriptionInterval;

  @Field(() => Int, { description: 'From 1: 3 with MONTH is every three months.' })
  intervalCount: number;
}

@InputType({ description: 'Measures of one piece, whole numbers from 0.' })
export class ShippingAttributesInput {
  @Field(() => Int, { nullable: true })
  weightGrams?: number | null;

  @Field(() => Int, { nullable: true })
  heightMm?: number | null;

  @Field(() => Int, { nullable: true })
  widthMm?: number | null;

  @Field(() => Int, { nullable: true })
  lengthMm?: number | null;

  @Field(() => [String], {
    nullable: true,
    description: 'At most 255 characters each: dangerous_goods, bulky.',
  })
  tags?: string[] | null;
}
