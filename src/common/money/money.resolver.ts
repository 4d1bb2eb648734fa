import { Args, Parent, ResolveField, Resolver } from '@nestjs/graphql';

import { LocaleScalar } from '../graphql/scalars.js';
import { formatMoney } from './format-money.js';
import { Money } from './money.model.js';

@Resolver(() => Money)
export class MoneyResolver {
  @ResolveField(() => String, { description: "For people, in the given locale; default: the link's." })
  formatted(
    @Parent() { amount, currency, locale }: Money,
    @Args('locale', { type: () => LocaleScalar, nullable: true }) asked?: string,
  ): string {
    return formatMoney({ amountMinor: amount, currency }, asked ?? locale);
  }
}
