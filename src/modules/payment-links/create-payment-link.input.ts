import { Field, InputType, Int, registerEnumType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsEmail,
  IsISO31661Alpha2,
  IsISO8601,
  IsOptional,
  Length,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';

import {
  CountryCodeScalar,
  CurrencyCodeScalar,
  DateTimeScalar,
  EmailAddressScalar,
  JSONObjectScalar,
  LocaleScalar,
  PhoneNumberScalar,
  UrlScalar,
} from '../../common/graphql/scalars.js';
import { IsPhone, IsPlainText, IsWebAddress } from '../../common/validation/decorators.js';
import { OrderLineInput } from '../checkout/index.js';
import { RecipientInput } from '../link-distribution/index.js';
import { SalesChannel } from './payment-link.entity.js';

export enum PurchaseType {
  BUY = 'BUY',
  RENT = 'RENT',
  BOOK = 'BOOK',
  SUBSCRIBE = 'SUBSCRIBE',
  DOWNLOAD = 'DOWNLOAD',
  ORDER = 'ORDER',
  CONTINUE = 'CONTINUE',
}
registerEnumType(PurchaseType, {
  name: 'PurchaseType',
  description: "The wording of the page's buy button.",
});

@InputType({
  description:
    "Pre-fills the consumer's form. Every field at most 100 characters where nothing else is said.",
})
export class ConsumerInput {
  @Field(() => EmailAddressScalar, { nullable: true })
  @IsOptional()
  @IsEmail({}, { message: 'Give an e-mail address, such as name@example.com.' })
  @MaxLength(100, { message: 'Give at most 100 characters.' })
  email?: string | null;

  @Field(() => PhoneNumberScalar, { nullable: true })
  @IsOptional()
  @IsPhone('country')
  phone?: string | null;

  @Field(() => String, { nullable: true })
  @IsPlainText(100)
  givenName?: string | null;

  @Field(() => String, { nullable: true })
  @IsPlainText(100)
  familyName?: string | null;

  @Field(() => String, { nullable: true })
  @IsPlainText(100)
  streetAddress?: string | null;

  @Field(() => String, { nullable: true, description: 'At most 10 characters.' })
  @IsPlainText(10)
  postalCode?: string | null;

  @Field(() => String, { nullable: true, description: 'At most 200 characters.' })
  @IsPlainText(200)
  city?: string | null;

  @Field(() => String, { nullable: true, description: 'At most 200 characters.' })
  @IsPlainText(200)
  region?: string | null;

  @Field(() => CountryCodeScalar, { nullable: true })
  @IsOptional()
  @IsISO31661Alpha2({ message: 'Give an ISO 3166 country, such as SE.' })
  country?: string | null;

  @Field(() => String, { nullable: true, description: 'yyyy-mm-dd' })
  @IsOptional()
  @IsISO8601({ strict: true }, { message: 'Give a date as yyyy-mm-dd.' })
  @Length(10, 10, { message: 'Give a date as yyyy-mm-dd.' })
  dateOfBirth?: string | null;
}

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

  @Field(() => UrlScalar, { nullable: true, description: 'Declined; may try again.' })
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

@InputType()
export class BackgroundImageInput {
  @Field(() => UrlScalar)
  @IsWebAddress()
  url: string;

  @Field(() => Int, {
    description: 'In pixels, 1 to 10000; the page takes the image that fits the browser best.',
  })
  @Min(1, { message: 'Give 1 to 10000 pixels.' })
  @Max(10_000, { message: 'Give 1 to 10000 pixels.' })
  width: number;
}

@InputType({ description: 'How the hosted page looks. Cannot be changed later.' })
export class AppearanceInput {
  @Field(() => String, { nullable: true, description: 'At most 255 characters.' })
  @IsPlainText(255)
  pageTitle?: string | null;

  @Field(() => UrlScalar, { nullable: true })
  @IsOptional()
  @IsWebAddress()
  logoUrl?: string | null;

  @Field(() => [BackgroundImageInput], { nullable: true, description: 'At most 10.' })
  @IsOptional()
  @ArrayMaxSize(10, { message: 'Give at most 10.' })
  @ValidateNested()
  @Type(() => BackgroundImageInput)
  backgroundImages?: BackgroundImageInput[] | null;

  @Field(() => PurchaseType, { nullable: true })
  purchaseType?: PurchaseType | null;

  @Field(() => Boolean, { nullable: true })
  hideSubtotal?: boolean | null;
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

  @Field(() => ConsumerInput, { nullable: true })
  @IsOptional()
  @ValidateNested()
  @Type(() => ConsumerInput)
  consumer?: ConsumerInput | null;

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

  @Field(() => [RecipientInput], { nullable: true, description: 'Send it in the same call; at most 10.' })
  @IsOptional()
  @ArrayMaxSize(10, { message: 'Give at most 10.' })
  @ValidateNested()
  @Type(() => RecipientInput)
  send?: RecipientInput[] | null;
}
