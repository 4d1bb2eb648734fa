import { Field, ID, ObjectType } from '@nestjs/graphql';

import { DateTimeScalar } from '../../common/graphql/scalars.js';
import { Money } from '../../common/money/money.model.js';
import { Operation, OperationStatus } from '../operations/index.js';

/** What a capture and a refund have in common. */
@ObjectType({ isAbstract: true })
abstract class MoneyOperation {
  @Field(() => ID)
  id: string;

  @Field(() => OperationStatus)
  status: OperationStatus;

  @Field(() => Money)
  amount: Money;

  @Field(() => String, { nullable: true })
  reference: string | null;

  @Field(() => String, { nullable: true })
  description: string | null;

  @Field(() => DateTimeScalar)
  createdAt: Date;

  @Field(() => String, {
    nullable: true,
    description: 'Why it was rejected, or why its outcome is not known.',
  })
  failure: string | null;
}

@ObjectType({ description: 'Takes money: all or part of what is authorized.' })
export class Capture extends MoneyOperation {
  @Field(() => ID, { nullable: true })
  providerCaptureId: string | null;

  static of(operation: Operation): Capture {
    return Object.assign(new Capture(), common(operation), {
      providerCaptureId: (operation.result?.captureId as string | undefined) ?? null,
    });
  }
}

@ObjectType({ description: 'Gives captured money back.' })
export class Refund extends MoneyOperation {
  @Field(() => ID, { nullable: true })
  providerRefundId: string | null;

  static of(operation: Operation): Refund {
    return Object.assign(new Refund(), common(operation), {
      providerRefundId: (operation.result?.refundId as string | undefined) ?? null,
    });
  }
}

function common(operation: Operation): Partial<MoneyOperation> {
  const { currency, reference, description } = operation.input as Record<string, string | undefined>;
  return {
    id: operation.id,
    status: OperationStatus[operation.status as OperationStatus],
    amount: Money.of(operation.amountMinor ?? 0, currency ?? ''),
    reference: reference ?? null,
    description: description ?? null,
    createdAt: operation.createdAt,
    failure: operation.failure?.message ?? null,
  };
}
