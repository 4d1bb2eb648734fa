import { Field, ID, InputType } from '@nestjs/graphql';
import { IsOptional, Length } from 'class-validator';

import { DateTimeScalar, JSONObjectScalar } from '../../common/graphql/scalars.js';
import { IsPlainText } from '../../common/validation/decorators.js';

@InputType({ description: 'The offer of another link, under a reference and with an end of its own.' })
export class DuplicatePaymentLinkInput {
  @Field(() => String, { nullable: true, description: '1 to 255 characters.' })
  @IsOptional()
  @Length(1, 255, { message: 'Give 1 to 255 characters.' })
  idempotencyKey?: string | null;

  @Field(() => ID)
  paymentLinkId: string;

  @Field(() => String, {
    nullable: true,
    description: 'Of the new link, at most 255 characters; default: none.',
  })
  @IsPlainText(255)
  reference?: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Of the new link; default: it does not end.' })
  expiresAt?: Date | null;

  @Field(() => JSONObjectScalar, { nullable: true, description: 'Default: that of the first link.' })
  metadata?: Record<string, unknown> | null;
}
