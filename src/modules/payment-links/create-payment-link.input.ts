import { Field, InputType, Int } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsOptional, Length, Max, Min, ValidateNested } from 'class-validator';

import {
  CountryCodeScalar,
  CurrencyCodeScalar,
  DateTimeScalar,
  JSONObjectScalar,
  LocaleScalar,
  UrlScalar,
} from '../../common/graphql/scalars.js';
import { IsPlainText, IsWebAddress } from '../../common/validation/decorators.js';
import { CheckoutSettingsInput, ConsumerInput, OrderLineInput } from '../checkout/index.js';
import { RecipientInput } from '../link-distribution/index.js';
import { AppearanceInput } from './appearance.input.js';
import { SalesChannel } from './payment-link.entity.js';

@InputType({ description: 'At most 2000 characters each; {{session_id}} and {{order_id}} are filled in.' })
export class RedirectUrlsInput {
  @Field(() => UrlScalar, { nullable: true, description: 'Paid.' })
  @IsOptional()
  @IsWebAddress()
  success?: string | null;

  @Field(() => UrlScalar, { nullable: true, description: 'Ended by the consumer (in-store and telesales).' })
  @IsOptional()
  @IsWebAddress()
  cancel?: string | null;

  @Field(() => UrlScalar, { nullable: true, description: 'Went back; may return and pay.' })
  @IsOptional()
  @IsWebAddress()
  back?: string | null;

  @Field(() => UrlScalar, {
    nullable: true,
    description: 'Declined, may try again; or paid in vain, since the offer was taken up already.',
  })
  @IsOptional()
  @IsWebAddress()
  failure?: string | null;

  @Field(() => UrlScalar, {
    nullable: true,
    description: 'Technical error; may try again. Default: failure.',
  })
  @IsOptional()
  @IsWebAddress()
  error?: string | null;
}

@InputType({
  description:
    'The same idempotencyKey and input give the first answer again; with other input it is an IdempotencyConflict.',
})
export class CreatePaymentLinkInput {
  @Field(() => String, { nullable: true, description: '1 to 255 characters; kept as long as the link.' })
  @IsOptional()
  @Length(1, 255, { message: 'Give 1 to 255 characters.' })
  idempotencyKey?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      "The storefront's own number for the purchase, at most 255 characters; unique per merchant. Shown to the consumer.",
  })
  @IsPlainText(255)
  @Length(1, 255, { message: 'Give 1 to 255 characters, or leave it out.' })
  reference?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'At most 255 characters; reaches the settlement files beside reference.',
  })
  @IsPlainText(255)
  reference2?: string | null;

  @Field(() => SalesChannel, { nullable: true, defaultValue: SalesChannel.ECOMMERCE })
  channel?: SalesChannel | null;

  @Field(() => CountryCodeScalar)
  country: string;

  @Field(() => CurrencyCodeScalar)
  currency: string;

  @Field(() => LocaleScalar)
  locale: string;

  @Field(() => [OrderLineInput], {
    description:
      '1 to 1000. Totals and tax that are left out are computed; those given are checked, and a difference names the line.',
  })
  orderLines: OrderLineInput[];

  @Field(() => Int, {
    nullable: true,
    description:
      'What you charge, in minor units including tax. Checked when given; lines with net prices are rounded to meet it.',
  })
  orderAmount?: number | null;

  @Field(() => ConsumerInput, { nullable: true })
  @IsOptional()
  @ValidateNested()
  @Type(() => ConsumerInput)
  consumer?: ConsumerInput | null;

  @Field(() => CheckoutSettingsInput, { nullable: true })
  @IsOptional()
  @ValidateNested()
  @Type(() => CheckoutSettingsInput)
  checkout?: CheckoutSettingsInput | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: "Take the money when the consumer pays. Needs the provider's approval.",
  })
  autoCapture?: boolean | null;

  @Field(() => RedirectUrlsInput, {
    nullable: true,
    description: 'Where the consumer lands. All optional: we have pages of our own.',
  })
  @IsOptional()
  @ValidateNested()
  @Type(() => RedirectUrlsInput)
  redirectUrls?: RedirectUrlsInput | null;

  @Field(() => AppearanceInput, { nullable: true })
  @IsOptional()
  @ValidateNested()
  @Type(() => AppearanceInput)
  appearance?: AppearanceInput | null;

  @Field(() => Int, {
    nullable: true,
    defaultValue: 1,
    description:
      '1 to 1 000 000. Above 1: a link that many consumers pay, each under a link and with an order of their own. Not with autoCapture, since a payment too many is cancelled.',
  })
  @IsOptional()
  @Min(1, { message: 'Give 1 to 1000000.' })
  @Max(1_000_000, { message: 'Give 1 to 1000000.' })
  maxPayments?: number | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When the offer ends; without it, it does not.',
  })
  expiresAt?: Date | null;

  @Field(() => JSONObjectScalar, {
    nullable: true,
    description:
      'Yours to keep and to filter by; at most 16 kB. The consumer and the provider do not see it.',
  })
  metadata?: Record<string, unknown> | null;

  @Field(() => String, {
    nullable: true,
    description: 'At most 6000 characters; kept by the provider with the order.',
  })
  @IsPlainText(6000)
  merchantData?: string | null;

  @Field(() => [RecipientInput], {
    nullable: true,
    description: 'Send it in the same call; at most 10, each recipient once.',
  })
  @IsOptional()
  @ArrayMaxSize(10, { message: 'Give at most 10.' })
  @ValidateNested()
  @Type(() => RecipientInput)
  send?: RecipientInput[] | null;
}
