import { Field, InputType } from '@nestjs/graphql';
import {
  IsBoolean,
  IsEmail,
  IsOptional,
  IsTimeZone,
  IsUrl,
  Matches,
  MaxLength,
  ValidateIf,
} from 'class-validator';

import { EmailAddressScalar, PhoneNumberScalar, UrlScalar } from '../../common/graphql/scalars.js';
import { IsPhone } from '../../common/validation/decorators.js';

const NAME = { message: 'Give 1 to 100 characters of plain text, in one line.' };
const WEB_ADDRESS = { protocols: ['http', 'https'], require_protocol: true, require_tld: false };
const ADDRESS_WANTED = { message: 'Give an absolute http or https address of at most 2000 characters.' };

/** May be left out, but not taken away. */
const IfGiven = () => ValidateIf((_, value) => value !== undefined);

@InputType({ description: 'What is left out stays as it is; null takes away what may be missing.' })
export class UpdateMerchantInput {
  @Field(() => String, { nullable: true, description: '1 to 100 characters.' })
  @IfGiven()
  @Matches(/^(?=.*\S)[^<>\p{Cc}]{1,100}$/u, NAME)
  name?: string | null;

  @Field(() => UrlScalar, {
    nullable: true,
    description:
      'Of an image, at best a PNG on https: mail programs show no SVG. E-mails show it 48 pixels high.',
  })
  @IsOptional()
  @IsUrl(WEB_ADDRESS, ADDRESS_WANTED)
  @MaxLength(2000, ADDRESS_WANTED)
  logoUrl?: string | null;

  @Field(() => String, {
    nullable: true,
    description: '# and six hexadecimal digits: #0b5fff. Text on it is made readable.',
  })
  @IsOptional()
  @Matches(/^#[0-9a-f]{6}$/i, { message: 'Give a colour as # and six hexadecimal digits, such as #0b5fff.' })
  color?: string | null;

  @Field(() => EmailAddressScalar, { nullable: true })
  @IsOptional()
  @IsEmail({}, { message: 'Give an e-mail address, such as help@example.com.' })
  contactEmail?: string | null;

  @Field(() => UrlScalar, { nullable: true })
  @IsOptional()
  @IsUrl(WEB_ADDRESS, ADDRESS_WANTED)
  @MaxLength(2000, ADDRESS_WANTED)
  contactUrl?: string | null;

  @Field(() => PhoneNumberScalar, { nullable: true })
  @IsOptional()
  @IsPhone()
  contactPhone?: string | null;

  @Field(() => Boolean, { nullable: true })
  @IfGiven()
  @IsBoolean({ message: 'Give true or false.' })
  asksForNewLink?: boolean | null;

  @Field(() => String, { nullable: true, description: 'IANA name: Europe/Stockholm.' })
  @IfGiven()
  @IsTimeZone({ message: 'Give the IANA name of a time zone, such as Europe/Stockholm.' })
  timeZone?: string | null;
}
