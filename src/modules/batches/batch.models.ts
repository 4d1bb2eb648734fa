import { Field, ID, InputType, Int, ObjectType, createUnionType } from '@nestjs/graphql';
import { ArrayMaxSize, ArrayMinSize, Length } from 'class-validator';

import { IdempotencyConflict, InvalidInput } from '../../common/errors/expected-errors.js';
import { DateTimeScalar } from '../../common/graphql/scalars.js';
import { CreatePaymentLinkInput, CreatePaymentLinkResult } from '../payment-links/index.js';

export const BATCH_MAX = 1_000;

@InputType({ description: `1 to ${BATCH_MAX} links by one call.` })
export class CreatePaymentLinksInput {
  @Field({ description: '1 to 255 characters. The same key and input give the same batch again.' })
  @Length(1, 255, { message: 'Give 1 to 255 characters.' })
  idempotencyKey: string;

  @Field(() => [CreatePaymentLinkInput], {
    description: 'Each as in createPaymentLink; their own idempotency keys are not used.',
  })
  @ArrayMinSize(1, { message: 'Give at least one link.' })
  @ArrayMaxSize(BATCH_MAX, { message: `Give at most ${BATCH_MAX} links.` })
  links: CreatePaymentLinkInput[];
}

@ObjectType({ description: 'What became of one link of a batch.' })
export class PaymentLinkBatchItem {
  @Field(() => Int, { description: 'Its place in the input, from 0.' })
  index: number;

  @Field(() => CreatePaymentLinkResult, {
    nullable: true,
    description: 'Null: its turn has not come, or the provider could not be reached and it is tried again.',
  })
  result: object | null;
}

@ObjectType({
  description: 'Many links being made. It goes on by itself, also after a crash; ask again for its progress.',
})
export class PaymentLinkBatch {
  @Field(() => ID)
  id: string;

  @Field(() => Int)
  total: number;

  @Field(() => Int, { description: 'Links that were made.' })
  made: number;

  @Field(() => Int, { description: 'Items that ended with an error of their own.' })
  refused: number;

  @Field({ description: 'Every item has its result.' })
  isFinished: boolean;

  @Field(() => DateTimeScalar)
  createdAt: Date;

  merchantId: string;
}

export const CreatePaymentLinksResult = createUnionType({
  name: 'CreatePaymentLinksResult',
  types: () => [PaymentLinkBatch, InvalidInput, IdempotencyConflict] as const,
});
