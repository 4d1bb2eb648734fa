import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { IsOptional, Length } from 'class-validator';

import { DateTimeScalar, JSONObjectScalar } from '../../common/graphql/scalars.js';
import { IsPlainText } from '../../common/validation/decorators.js';
import { OrderLineInput } from '../checkout/index.js';

@InputType({
  description:
    'Changes a link that nobody has paid. What is left out stays; an explicit null clears references, expiresAt and metadata.',
})
export class UpdatePaymentLinkInput {
  @Field(() => String, { nullable: true, description: '1 to 255 characters.' })
  @IsOptional()
  @Length(1, 255, { message: 'Give 1 to 255 characters.' })
  idempotencyKey?: string | null;

  @Field(() => ID)
  paymentLinkId: string;

  @Field(() => [OrderLineInput], {
    nullable: true,
    description: 'All lines of the order, which replace those it has.',
  })
  orderLines?: OrderLineInput[] | null;

  @Field(() => Int, {
    nullable: true,
    description: 'With orderLines: what you charge, in minor units including tax. Checked when given.',
  })
  orderAmount?: number | null;

  @Field(() => String, { nullable: true, description: 'At most 255 characters; unique per merchant.' })
  @IsPlainText(255)
  @Length(1, 255, { message: 'Give 1 to 255 characters, or null.' })
  reference?: string | null;

  @Field(() => String, { nullable: true, description: 'At most 255 characters.' })
  @IsPlainText(255)
  reference2?: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the offer ends.' })
  expiresAt?: Date | null;

  @Field(() => JSONObjectScalar, { nullable: true, description: 'At most 16 kB.' })
  metadata?: Record<string, unknown> | null;
}
