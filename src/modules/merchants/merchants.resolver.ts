import { Args, createUnionType, Mutation, Query, Resolver } from '@nestjs/graphql';

import { InvalidInput } from '../../common/errors/expected-errors.js';
import { Allow, CurrentPrincipal, type Principal, Role } from '../access/index.js';
import { Merchant } from './merchant.entity.js';
import { MerchantsService } from './merchants.service.js';
import { UpdateMerchantInput } from './update-merchant.input.js';

export const UpdateMerchantResult = createUnionType({
  name: 'UpdateMerchantResult',
  types: () => [Merchant, InvalidInput] as const,
});

@Resolver(() => Merchant)
export class MerchantsResolver {
  constructor(private readonly merchants: MerchantsService) {}

  @Query(() => Merchant, { description: 'The shop that the key belongs to.' })
  merchant(@CurrentPrincipal() { merchantId }: Principal): Promise<Merchant> {
    return this.merchants.get(merchantId);
  }

  @Allow([Role.MERCHANT])
  @Mutation(() => UpdateMerchantResult, {
    description: 'Changes how consumers see the shop, from the next page and message on.',
  })
  updateMerchant(
    @CurrentPrincipal() { merchantId }: Principal,
    @Args('input') input: UpdateMerchantInput,
  ): Promise<Merchant> {
    return this.merchants.update(merchantId, input);
  }
}
