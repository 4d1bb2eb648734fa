import { Field, Int, ObjectType } from '@nestjs/graphql';

import { CurrencyCodeScalar } from '../graphql/scalars.js';

@ObjectType({
  description: 'An amount in the minor unit of its currency (ISO 4217): 1000 SEK is ten kronor.',
})
export class Money {
  @Field(() => Int)
  amount: number;

  @Field(() => CurrencyCodeScalar)
  currency: string;

  /** Writes the amount unless another is asked for. */
  locale: string;

  static of(amountMinor: number, currency: string, locale = 'en'): Money {
    return Object.assign(new Money(), { amount: amountMinor, currency, locale });
  }
}
