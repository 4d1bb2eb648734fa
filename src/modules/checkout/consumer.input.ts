import { Field, InputType, registerEnumType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import {
  IsEmail,
  IsISO31661Alpha2,
  IsISO8601,
  IsOptional,
  Length,
  MaxLength,
  ValidateNested,
} from 'class-validator';

import { CountryCodeScalar, EmailAddressScalar, PhoneNumberScalar } from '../../common/graphql/scalars.js';
import { IsPhone, IsPlainText } from '../../common/validation/decorators.js';

export enum CustomerType {
  PERSON = 'PERSON',
  ORGANIZATION = 'ORGANIZATION',
}
registerEnumType(CustomerType, { name: 'CustomerType' });

/** What depends on the country is checked in checkout-settings.rules.ts. */
@InputType({ description: 'Every field at most 100 characters where nothing else is said; no markup.' })
export class AddressInput {
  @Field(() => EmailAddressScalar, { nullable: true })
  @IsOptional()
  @MaxLength(100, { message: 'Give at most 100 characters.' })
  @IsEmail({}, { message: 'Give an e-mail address, such as name@example.com.' })
  email?: string | null;

  @Field(() => PhoneNumberScalar, { nullable: true })
  @IsOptional()
  @IsPhone('country')
  phone?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'In GB: Mr, Ms, Mrs, Miss. In DE, AT and CH: Herr, Frau. In NL: Dhr., Mevr.',
  })
  @IsPlainText(20)
  title?: string | null;

  @Field(() => String, { nullable: true })
  @IsPlainText(100)
  givenName?: string | null;

  @Field(() => String, { nullable: true })
  @IsPlainText(100)
  familyName?: string | null;

  @Field(() => String, { nullable: true, description: 'For companies.' })
  @IsPlainText(100)
  organizationName?: string | null;

  @Field(() => String, { nullable: true, description: 'For companies: the person there.' })
  @IsPlainText(100)
  attention?: string | null;

  @Field(() => String, { nullable: true })
  @IsPlainText(100)
  careOf?: string | null;

  @Field(() => String, { nullable: true, description: 'Street and number.' })
  @IsPlainText(100)
  streetAddress?: string | null;

  @Field(() => String, { nullable: true, description: 'Flat, stairs, floor.' })
  @IsPlainText(100)
  streetAddress2?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'In DE, AT and NL, with streetNumber instead of streetAddress.',
  })
  @IsPlainText(100)
  streetName?: string | null;

  @Field(() => String, { nullable: true, description: 'In DE, AT and NL.' })
  @IsPlainText(100)
  streetNumber?: string | null;

  @Field(() => String, { nullable: true, description: 'In NL.' })
  @IsPlainText(100)
  houseExtension?: string | null;

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
}

@InputType({
  description:
    "Pre-fills the consumer's form; what they type themselves stands. Every field at most 100 characters where nothing else is said; no markup.",
})
export class ConsumerInput extends AddressInput {
  @Field(() => String, { nullable: true, description: 'yyyy-mm-dd' })
  @IsOptional()
  @IsISO8601({ strict: true }, { message: 'Give a date as yyyy-mm-dd.' })
  @Length(10, 10, { message: 'Give a date as yyyy-mm-dd.' })
  dateOfBirth?: string | null;

  @Field(() => CustomerType, {
    nullable: true,
    description: "Default: PERSON. ORGANIZATION takes the provider's approval.",
  })
  type?: CustomerType | null;

  @Field(() => String, { nullable: true, description: 'With type ORGANIZATION: 556737-0431.' })
  @IsPlainText(100)
  organizationRegistrationId?: string | null;

  @Field(() => String, { nullable: true, description: 'With type ORGANIZATION.' })
  @IsPlainText(100)
  vatId?: string | null;

  @Field(() => AddressInput, {
    nullable: true,
    description: 'Where it is delivered, if elsewhere; the form then has a second address.',
  })
  @IsOptional()
  @ValidateNested()
  @Type(() => AddressInput)
  shippingAddress?: AddressInput | null;
}
