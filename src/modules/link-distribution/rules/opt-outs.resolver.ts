import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';

import { inputFaults, refuseFaults } from '../../../common/validation/check-input.js';
import { Allow, CurrentPrincipal, type Principal, Role } from '../../access/index.js';
import { DistributionMethod, RecipientInput } from '../distribution.model.js';
import { distributionRequest } from '../distribution.request.js';
import { RecipientAddressInput, RecipientPreference, RecipientPreferenceResult } from './opt-outs.model.js';
import { OptOutsService } from './opt-outs.service.js';

@Resolver(() => RecipientPreference)
export class OptOutsResolver {
  constructor(private readonly optOuts: OptOutsService) {}

  @Query(() => RecipientPreferenceResult, { description: 'Whether this recipient may be written to.' })
  recipientPreference(
    @CurrentPrincipal() { merchantId }: Principal,
    @Args('recipient') recipient: RecipientAddressInput,
  ): Promise<RecipientPreference> {
    return this.preference(merchantId, addressOf(recipient));
  }

  @Mutation(() => RecipientPreferenceResult, {
    description: 'The recipient wants no more messages: no link is sent to them, and no reminder.',
  })
  async optOutRecipient(
    @CurrentPrincipal() { merchantId }: Principal,
    @Args('recipient') recipient: RecipientAddressInput,
  ): Promise<RecipientPreference> {
    const to = addressOf(recipient);
    await this.optOuts.optOut(merchantId, to);
    return this.preference(merchantId, to);
  }

  @Allow([Role.MERCHANT])
  @Mutation(() => RecipientPreferenceResult, {
    description: 'The recipient has asked to be written to again. Only when they have.',
  })
  async optInRecipient(
    @CurrentPrincipal() { merchantId }: Principal,
    @Args('recipient') recipient: RecipientAddressInput,
  ): Promise<RecipientPreference> {
    const to = addressOf(recipient);
    await this.optOuts.optIn(merchantId, to);
    return this.preference(merchantId, to);
  }

  private async preference(merchantId: string, to: string): Promise<RecipientPreference> {
    const optedOutAt = await this.optOuts.since(merchantId, to);
    return Object.assign(new RecipientPreference(), { isOptedOut: optedOutAt !== null, optedOutAt });
  }
}

/** @throws Refusal InvalidInput */
function addressOf({ email, phone, phoneCountry }: RecipientAddressInput): string {
  if (Boolean(email) === Boolean(phone))
    refuseFaults([{ path: 'recipient', message: 'Give either an e-mail address or a telephone number.' }]);
  const method = phone ? DistributionMethod.SMS : DistributionMethod.EMAIL;
  const recipient = Object.assign(new RecipientInput(), { method, email, phone, phoneCountry });
  const faults = inputFaults(RecipientInput, recipient);
  refuseFaults(faults.map(({ path, ...fault }) => ({ path: `recipient.${path}`, ...fault })));
  return distributionRequest(recipient).to;
}
