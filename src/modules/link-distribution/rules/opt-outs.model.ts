import { createUnionType, Field, InputType, ObjectType } from '@nestjs/graphql';

import { InvalidInput } from '../../../common/errors/expected-errors.js';
import {
  CountryCodeScalar,
  DateTimeScalar,
  EmailAddressScalar,
  PhoneNumberScalar,
} from '../../../common/graphql/scalars.js';

@InputType({ description: 'An e-mail address or a telephone number.' })
export class RecipientAddressInput {
  @Field(() => EmailAddressScalar, { nullable: true })
  email?: string | null;

  @Field(() => PhoneNumberScalar, { nullable: true })
  phone?: string | null;

  @Field(() => CountryCodeScalar, {
    nullable: true,
    description: 'Of a phone without the prefix of its country.',
  })
  phoneCountry?: string | null;
}

@ObjectType({ description: 'Whether a recipient may be written to.' })
export class RecipientPreference {
  @Field()
  isOptedOut: boolean;

  @Field(() => DateTimeScalar, { nullable: true })
  optedOutAt: Date | null;
}

export const RecipientPreferenceResult = createUnionType({
  name: 'RecipientPreferenceResult',
  types: () => [RecipientPreference, InvalidInput] as const,
});
