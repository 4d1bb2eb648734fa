import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';

import { DateTimeScalar } from '../../common/graphql/scalars.js';
import { Operation, OPERATION_KINDS, type OperationKind, OperationStatus } from './operation.entity.js';

const OperationKindEnum = Object.fromEntries(OPERATION_KINDS.map((kind) => [kind, kind]));
registerEnumType(OperationKindEnum, {
  name: 'OperationKind',
  description: 'What was asked of the provider or a sender.',
});

@ObjectType({ description: 'Something asked of the provider or a sender whose outcome is not known.' })
export class UnresolvedOperation {
  @Field(() => ID)
  id: string;

  @Field(() => OperationKindEnum)
  kind: OperationKind;

  @Field(() => OperationStatus, {
    description: 'REQUESTED: being carried out. OUTCOME_UNKNOWN: being found out.',
  })
  status: OperationStatus;

  @Field(() => ID)
  paymentLinkId: string;

  @Field(() => Int)
  ageSeconds: number;

  @Field(() => Int, { description: 'Attempts that have ended without an outcome.' })
  attempts: number;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Null: not tried again by itself, since a repeat could do it twice.',
  })
  nextAttemptAt: Date | null;

  @Field(() => String, { nullable: true })
  failure: string | null;

  static of(operation: Operation, now: Date): UnresolvedOperation {
    const { id, kind, paymentLinkId, attempts, nextAttemptAt } = operation;
    return Object.assign(new UnresolvedOperation(), {
      id,
      kind,
      paymentLinkId,
      attempts,
      nextAttemptAt,
      status: operation.status,
      ageSeconds: Math.max(0, Math.floor((now.getTime() - operation.createdAt.getTime()) / 1000)),
      failure: operation.failure?.message ?? null,
    });
  }
}
