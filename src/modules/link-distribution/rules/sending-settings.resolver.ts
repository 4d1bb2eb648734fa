import { Args, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';

import { Allow, CurrentPrincipal, type Principal, Role } from '../../access/index.js';
import { Merchant } from '../../merchants/index.js';
import { sendingRules } from './sending-rules.js';
import {
  SendingSettings,
  UpdateSendingSettingsInput,
  UpdateSendingSettingsResult,
} from './sending-settings.model.js';
import { SendingSettingsService } from './sending-settings.service.js';

@Resolver(() => Merchant)
export class SendingSettingsResolver {
  constructor(private readonly settings: SendingSettingsService) {}

  @ResolveField(() => SendingSettings)
  sending(@Parent() { sending }: Merchant): SendingSettings {
    return Object.assign(new SendingSettings(), sendingRules(sending));
  }

  @Allow([Role.MERCHANT])
  @Mutation(() => UpdateSendingSettingsResult, {
    description: 'Changes how often and when consumers are written to, from the next message on.',
  })
  async updateSendingSettings(
    @CurrentPrincipal() { merchantId }: Principal,
    @Args('input') input: UpdateSendingSettingsInput,
  ): Promise<SendingSettings> {
    return Object.assign(new SendingSettings(), await this.settings.update(merchantId, input));
  }
}
