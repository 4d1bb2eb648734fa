import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsIn, IsOptional, Length, MaxLength, Min, ValidateNested } from 'class-validator';

import { UrlScalar } from '../../common/graphql/scalars.js';
import { IsPlainText, IsWebAddress } from '../../common/validation/decorators.js';
import { OrderLineInput } from '../checkout/index.js';

/** docs.klarna.com, order management API: shipping info. */
const SHIPPING_METHODS = [
  'PickUpStore',
  'Home',
  'BoxReg',
  'BoxUnreg',
  'PickUpPoint',
  'Own',
  'Postal',
  'DHLPackstation',
  'Digital',
  'Undefined',
  'PickUpWarehouse',
  'ClickCollect',
  'PalletDelivery',
];

@InputType()
export class ShippingInput {
  @Field(() => String, { nullable: true, description: 'At most 100 characters.' })
  @IsPlainText(100)
  shippingCompany?: string | null;

  @Field(() => String, { nullable: true, description: SHIPPING_METHODS.join(', ') })
  @IsOptional()
  @IsIn(SHIPPING_METHODS, { message: `Use one of ${SHIPPING_METHODS.join(', ')}.` })
  shippingMethod?: string | null;

  @Field(() => String, { nullable: true, description: 'At most 100 characters.' })
  @IsPlainText(100)
  trackingNumber?: string | null;

  @Field(() => UrlScalar, { nullable: true, description: 'At most 1024 characters.' })
  @IsOptional()
  @IsWebAddress()
  @MaxLength(1024, { message: 'Give at most 1024 characters.' })
  trackingUri?: string | null;
}

@InputType({ isAbstract: true })
abstract class MoneyInput {
  @Field(() => String, { nullable: true, description: '1 to 255 characters; kept as long as the operation.' })
  @IsOptional()
  @Length(1, 255, { message: 'Give 1 to 255 characters.' })
  idempotencyKey?: string | null;

  @Field(() => ID)
  paymentLinkId: string;

  @Field(() => Int, {
    nullable: true,
    description: 'In minor units; default: the sum of the lines, else all that remains.',
  })
  @IsOptional()
  @Min(1, { message: 'Give at least 1, or leave it out for all that remains.' })
  amount?: number | null;

  @Field(() => [OrderLineInput], {
    nullable: true,
    description: 'What the consumer is shown; they sum to the amount.',
  })
  orderLines?: OrderLineInput[] | null;

  @Field(() => String, {
    nullable: true,
    description: 'At most 255 characters; reaches the settlement files.',
  })
  @IsPlainText(255)
  reference?: string | null;

  @Field(() => String, { nullable: true, description: 'At most 255 characters, shown to the consumer.' })
  @IsPlainText(255)
  description?: string | null;
}

@InputType({ description: 'Without an amount or lines: all that remains.' })
export class CaptureInput extends MoneyInput {
  @Field(() => [ShippingInput], { nullable: true, description: 'At most 500.' })
  @IsOptional()
  @ArrayMaxSize(500, { message: 'Give at most 500.' })
  @ValidateNested()
  @Type(() => ShippingInput)
  shipping?: ShippingInput[] | null;
}

@InputType({ description: 'Without an amount or lines: all that is captured and not refunded.' })
export class RefundInput extends MoneyInput {}

@InputType()
export class CancelOrderInput {
  @Field(() => String, { nullable: true })
  @IsOptional()
  @Length(1, 255, { message: 'Give 1 to 255 characters.' })
  idempotencyKey?: string | null;

  @Field(() => ID)
  paymentLinkId: string;
}
