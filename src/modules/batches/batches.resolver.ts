import { Args, ID, Int, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';

import { ofPage } from '../../common/graphql/field-cost.js';
import { CurrentPrincipal, type Principal } from '../access/index.js';
import {
  CreatePaymentLinksInput,
  CreatePaymentLinksResult,
  PaymentLinkBatch,
  PaymentLinkBatchItem,
} from './batch.models.js';
import { BatchesService, ITEMS_MAX } from './batches.service.js';

@Resolver(() => PaymentLinkBatch)
export class BatchesResolver {
  constructor(private readonly batches: BatchesService) {}

  @Mutation(() => CreatePaymentLinksResult, {
    description:
      'Makes many links, each with a result of its own. Answers at once; the making goes on by itself.',
  })
  createPaymentLinks(
    @CurrentPrincipal() principal: Principal,
    @Args('input') input: CreatePaymentLinksInput,
  ): Promise<PaymentLinkBatch> {
    return this.batches.create(principal, input);
  }

  @Query(() => PaymentLinkBatch, { nullable: true, description: 'How far a batch has come.' })
  paymentLinkBatch(
    @CurrentPrincipal() principal: Principal,
    @Args('id', { type: () => ID }) id: string,
  ): Promise<PaymentLinkBatch | null> {
    return this.batches.find(principal, id);
  }

  @ResolveField(() => [PaymentLinkBatchItem], {
    complexity: ofPage(ITEMS_MAX),
    description: 'In the order of the input; first is brought to between 1 and 1000.',
  })
  items(
    @Parent() batch: PaymentLinkBatch,
    @Args('first', { type: () => Int, defaultValue: 100 }) first: number,
    @Args('after', { type: () => Int, defaultValue: -1, description: 'Index after which to go on.' })
    after: number,
  ): Promise<PaymentLinkBatchItem[]> {
    return this.batches.items(batch, first, after);
  }
}
