import { Field, InputType, Int, registerEnumType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsISO31661Alpha2,
  IsOptional,
  Length,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';

import { CountryCodeScalar, JSONObjectScalar, UrlScalar } from '../../common/graphql/scalars.js';
import { IsPlainText, IsWebAddress } from '../../common/validation/decorators.js';
import { CustomerType } from './consumer.input.js';

export enum BuyButtonLabel {
  CONTINUE = 'CONTINUE',
  COMPLETE = 'COMPLETE',
}
registerEnumType(BuyButtonLabel, { name: 'BuyButtonLabel' });

const HTTPS = { message: 'Give an https address of at most 2000 characters.' };
const COUNTRIES = { each: true, message: 'Give ISO 3166 countries, such as SE.' };

@InputType({
  description: 'A question to the consumer; the answer is in PaymentLink.checkboxes after payment.',
})
export class CheckboxInput {
  @Field({ description: '1 to 255 characters, unique within the link.' })
  @IsPlainText(255)
  @Length(1, 255, { message: 'Give 1 to 255 characters.' })
  id: string;

  @Field({ description: '1 to 1000 characters; Markdown links, no HTML.' })
  @IsPlainText(1000)
  @Length(1, 1000, { message: 'Give 1 to 1000 characters.' })
  text: string;

  @Field(() => Boolean, { defaultValue: false, description: 'Ticked from the start.' })
  checked: boolean;

  @Field(() => Boolean, { defaultValue: false, description: 'Must be ticked to pay.' })
  required: boolean;
}

@InputType({
  description:
    'Another way to pay, which leads the consumer away from the provider; the link stays open, and what happens there is yours to follow. The contract with the provider must allow it.',
})
export class ExternalPaymentMethodInput {
  @Field({ description: '1 to 255 characters.' })
  @IsPlainText(255)
  @Length(1, 255, { message: 'Give 1 to 255 characters.' })
  name: string;

  @Field(() => UrlScalar, { description: 'https; at most 2000 characters.' })
  @IsWebAddress(HTTPS)
  @Matches(/^https:/i, HTTPS)
  redirectUrl: string;

  @Field(() => UrlScalar, { nullable: true, description: 'https; at most 2000 characters.' })
  @IsOptional()
  @IsWebAddress(HTTPS)
  @Matches(/^https:/i, HTTPS)
  imageUrl?: string | null;

  @Field(() => Int, { nullable: true, description: 'In minor units, including tax.' })
  @IsOptional()
  @Min(0, { message: 'Give minor units from 0.' })
  @Max(100_000_000, { message: 'Give at most 100000000 minor units.' })
  fee?: number | null;

  @Field(() => String, { nullable: true, description: 'At most 500 characters.' })
  @IsPlainText(500)
  description?: string | null;

  @Field(() => [CountryCodeScalar], {
    nullable: true,
    description: 'Where it is offered; default: everywhere.',
  })
  @IsOptional()
  @IsISO31661Alpha2(COUNTRIES)
  countries?: string[] | null;

  @Field(() => BuyButtonLabel, { nullable: true })
  label?: BuyButtonLabel | null;
}

/** What depends on the country or on other fields is checked in checkout-settings.rules.ts. */
@InputType({
  description:
    'What the page asks of the consumer and offers them. Shipping options are not offered: on the hosted page no shop reckons the order anew when one is picked; a shipping fee is a line.',
})
export class CheckoutSettingsInput {
  @Field(() => [CustomerType], { nullable: true, description: 'Default: persons.' })
  @IsOptional()
  @ArrayMinSize(1, { message: 'Name at least one, or leave it out.' })
  @ArrayUnique({ message: 'Name each once.' })
  allowedCustomerTypes?: CustomerType[] | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Default: true where a shipping address is given, and in DE; otherwise false.',
  })
  allowSeparateShippingAddress?: boolean | null;

  @Field(() => [CountryCodeScalar], {
    nullable: true,
    description: 'Where may be delivered to, 1 to 250; default: the country of the purchase.',
  })
  @IsOptional()
  @ArrayMinSize(1, { message: 'Name at least one, or leave it out.' })
  @ArrayMaxSize(250, { message: 'Give at most 250.' })
  @IsISO31661Alpha2(COUNTRIES)
  shippingCountries?: string[] | null;

  @Field(() => [CountryCodeScalar], {
    nullable: true,
    description: 'Where the consumer may live, 1 to 250; default: shippingCountries.',
  })
  @IsOptional()
  @ArrayMinSize(1, { message: 'Name at least one, or leave it out.' })
  @ArrayMaxSize(250, { message: 'Give at most 250.' })
  @IsISO31661Alpha2(COUNTRIES)
  billingCountries?: string[] | null;

  @Field(() => Boolean, { nullable: true })
  dateOfBirthMandatory?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'In DE, AT and CH.' })
  phoneMandatory?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'In GB.' })
  titleMandatory?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'In SE, NO, FI and DK.' })
  nationalIdentificationNumberMandatory?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'In SE and NO.' })
  verifyNationalIdentificationNumber?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'For companies.' })
  showVatRegistrationNumberField?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Leaves the tax out of the summary.' })
  vatRemoved?: boolean | null;

  @Field(() => String, {
    nullable: true,
    description: 'At most 255 characters, shown after the purchase: Delivered within 3 days.',
  })
  @IsPlainText(255)
  shippingDetails?: string | null;

  @Field(() => String, { nullable: true, description: 'At most 255 characters; Markdown links, no HTML.' })
  @IsPlainText(255)
  additionalMerchantTerms?: string | null;

  @Field(() => [CheckboxInput], { nullable: true, description: 'At most 10.' })
  @IsOptional()
  @ArrayMaxSize(10, { message: 'Give at most 10.' })
  @ArrayUnique(({ id }: CheckboxInput) => id, { message: 'Give each an id of its own.' })
  @ValidateNested()
  @Type(() => CheckboxInput)
  checkboxes?: CheckboxInput[] | null;

  @Field(() => [ExternalPaymentMethodInput], { nullable: true, description: 'At most 10.' })
  @IsOptional()
  @ArrayMaxSize(10, { message: 'Give at most 10.' })
  @ValidateNested()
  @Type(() => ExternalPaymentMethodInput)
  externalPaymentMethods?: ExternalPaymentMethodInput[] | null;

  @Field(() => JSONObjectScalar, {
    nullable: true,
    description:
      'Extra merchant data in the provider’s form (EMD v2), at most 64 kB. Demanded for travel, tickets, marketplaces, subscriptions, sales in a store and delivery elsewhere.',
  })
  extraMerchantData?: Record<string, unknown> | null;
}
