import { Field, ID, InputType } from '@nestjs/graphql';
import { IsOptional, Length } from 'class-validator';

import { IsPlainText } from '../../common/validation/decorators.js';

@InputType()
export class DisableSessionInput {
  @Field(() => String, { nullable: true, description: '1 to 255 characters.' })
  @IsOptional()
  @Length(1, 255, { message: 'Give 1 to 255 characters.' })
  idempotencyKey?: string | null;

  @Field(() => ID)
  paymentLinkId: string;

  @Field(() => String, { nullable: true, description: 'For the event log, at most 255 characters.' })
  @IsPlainText(255)
  reason?: string | null;
}
