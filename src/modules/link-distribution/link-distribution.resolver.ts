import { Args, createUnionType, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';

import {
  IdempotencyConflict,
  InvalidInput,
  NotAllowed,
  NotFound,
  ProviderRejected,
  ProviderUnavailable,
} from '../../common/errors/expected-errors.js';
import { CurrentPrincipal, type Principal, Role } from '../access/index.js';
import { Distribution, SendPaymentLinkInput } from './distribution.model.js';
import { DistributionService } from './distribution.service.js';

export const SendPaymentLinkResult = createUnionType({
  name: 'SendPaymentLinkResult',
  types: () =>
    [
      Distribution,
      InvalidInput,
      IdempotencyConflict,
      NotFound,
      NotAllowed,
      ProviderRejected,
      ProviderUnavailable,
    ] as const,
});

@Resolver(() => Distribution)
export class LinkDistributionResolver {
  constructor(private readonly distributions: DistributionService) {}

  @Mutation(() => SendPaymentLinkResult, {
    description:
      "Sends the link to the consumer: e-mail or SMS through the merchant's own sender, or through the provider's distribution call.",
  })
  sendPaymentLink(
    @CurrentPrincipal() principal: Principal,
    @Args('input') input: SendPaymentLinkInput,
  ): Promise<Distribution> {
    return this.distributions.send(principal, input);
  }

  @ResolveField(() => String, { nullable: true })
  recipient(@Parent() { recipient }: Distribution, @CurrentPrincipal() principal: Principal): string | null {
    return principal.role === Role.CLIENT ? null : recipient;
  }
}
