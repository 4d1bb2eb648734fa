import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';

import { Allow, CurrentPrincipal, type Principal, Role } from '../../access/index.js';
import {
  MessagePreview,
  MessageTemplate,
  PreviewMessageInput,
  PreviewMessageResult,
  UpdateMessageTemplateInput,
  UpdateMessageTemplateResult,
} from './message-templates.model.js';
import { MessageTemplatesService } from './message-templates.service.js';

@Resolver(() => MessageTemplate)
export class MessageTemplatesResolver {
  constructor(private readonly templates: MessageTemplatesService) {}

  @Allow([Role.MERCHANT])
  @Query(() => [MessageTemplate], { description: "The merchant's own words, where they were ever given." })
  messageTemplates(@CurrentPrincipal() { merchantId }: Principal): Promise<MessageTemplate[]> {
    return this.templates.list(merchantId);
  }

  @Allow([Role.MERCHANT])
  @Mutation(() => UpdateMessageTemplateResult, {
    description: 'Changes the words in which links are sent, from the next message on.',
  })
  updateMessageTemplate(
    @CurrentPrincipal() { merchantId }: Principal,
    @Args('input') input: UpdateMessageTemplateInput,
  ): Promise<MessageTemplate> {
    return this.templates.update(merchantId, input);
  }

  @Allow([Role.MERCHANT])
  @Query(() => PreviewMessageResult, { description: 'A message as it would be sent. Nothing is sent.' })
  previewMessage(
    @CurrentPrincipal() { merchantId }: Principal,
    @Args('input') input: PreviewMessageInput,
  ): Promise<MessagePreview> {
    return this.templates.preview(merchantId, input);
  }
}
