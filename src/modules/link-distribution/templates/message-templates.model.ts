import { createUnionType, Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';

import { InvalidInput, NotFound } from '../../../common/errors/expected-errors.js';
import { DateTimeScalar, LocaleScalar } from '../../../common/graphql/scalars.js';
import { MessageKind } from './message-kind.js';

const WORDS = 'Placeholders: {{merchant}}, {{amount}}, {{url}}, {{reference}}, {{expires}}.';

@ObjectType({
  description: `The merchant's own words in one language. A part that is null is said in ours. ${WORDS}`,
})
export class MessageTemplate {
  @Field(() => MessageKind)
  kind: MessageKind;

  @Field({ description: 'ISO 639-1: sv.' })
  language: string;

  @Field(() => String, { nullable: true })
  subject: string | null;

  @Field(() => String, { nullable: true, description: 'Of the e-mail, for those who read plain text.' })
  text: string | null;

  @Field(() => String, { nullable: true, description: 'Of the e-mail.' })
  html: string | null;

  @Field(() => String, { nullable: true })
  sms: string | null;

  @Field(() => DateTimeScalar)
  updatedAt: Date;
}

@InputType({ description: `What is left out stays as it is; null is said in our words again. ${WORDS}` })
export class UpdateMessageTemplateInput {
  @Field(() => MessageKind, { nullable: true, defaultValue: MessageKind.INVITATION })
  kind?: MessageKind | null;

  @Field({ description: 'ISO 639-1, one that links are sent in: sv.' })
  language: string;

  @Field(() => String, { nullable: true, description: 'At most 200 characters, in one line.' })
  subject?: string | null;

  @Field(() => String, { nullable: true, description: 'At most 10000 characters, with {{url}}.' })
  text?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'At most 50000 characters, with {{url}}. Values are put in escaped.',
  })
  html?: string | null;

  @Field(() => String, { nullable: true, description: 'At most 480 characters, with {{url}}.' })
  sms?: string | null;
}

@InputType({
  description: 'Words that are given are shown instead of those that are kept, which stay as they are.',
})
export class PreviewMessageInput {
  @Field(() => MessageKind, { nullable: true, defaultValue: MessageKind.INVITATION })
  kind?: MessageKind | null;

  @Field(() => ID, { nullable: true, description: 'The link to show; default: an example.' })
  paymentLinkId?: string | null;

  @Field(() => LocaleScalar, { nullable: true, description: 'Of the example: sv-SE; a link has its own.' })
  locale?: string | null;

  @Field(() => String, { nullable: true })
  subject?: string | null;

  @Field(() => String, { nullable: true })
  text?: string | null;

  @Field(() => String, { nullable: true })
  html?: string | null;

  @Field(() => String, { nullable: true })
  sms?: string | null;
}

@ObjectType({ description: 'A message as it would be sent.' })
export class MessagePreview {
  @Field()
  subject: string;

  @Field()
  text: string;

  @Field()
  html: string;

  @Field()
  sms: string;

  @Field(() => Int, {
    description: 'Into how many parts the text message is split, each of which is charged.',
  })
  smsSegments: number;

  @Field({ description: 'GSM-7: 160 characters in a part. UCS-2: 70.' })
  smsEncoding: string;
}

export const UpdateMessageTemplateResult = createUnionType({
  name: 'UpdateMessageTemplateResult',
  types: () => [MessageTemplate, InvalidInput] as const,
});

export const PreviewMessageResult = createUnionType({
  name: 'PreviewMessageResult',
  types: () => [MessagePreview, InvalidInput, NotFound] as const,
});
