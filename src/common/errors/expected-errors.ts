import { Field, InterfaceType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';

export enum ErrorCode {
  INVALID_INPUT = 'INVALID_INPUT',
  IDEMPOTENCY_CONFLICT = 'IDEMPOTENCY_CONFLICT',
  REFERENCE_TAKEN = 'REFERENCE_TAKEN',
  NOT_FOUND = 'NOT_FOUND',
  NOT_ALLOWED = 'NOT_ALLOWED',
  ALREADY_PAID = 'ALREADY_PAID',
  LINK_NOT_OPEN = 'LINK_NOT_OPEN',
  PROVIDER_REJECTED = 'PROVIDER_REJECTED',
  PROVIDER_UNAVAILABLE = 'PROVIDER_UNAVAILABLE',
  OUTCOME_UNKNOWN = 'OUTCOME_UNKNOWN',
  CURSOR_EXPIRED = 'CURSOR_EXPIRED',
}
registerEnumType(ErrorCode, { name: 'ErrorCode' });

/** An error that a client is expected to handle: a member of a result union that says what to do. */
@InterfaceType('Error')
export abstract class ExpectedError {
  @Field(() => ErrorCode)
  code: ErrorCode;

  @Field()
  message: string;

  protected constructor(code: ErrorCode, message: string) {
    this.code = code;
    this.message = message;
  }
}

@ObjectType()
export class InputFault {
  @Field({ description: 'The input field, dotted, counted from 0: orderLines.2.totalTaxAmount' })
  path: string;

  @Field({ description: 'What is wrong, and what to change.' })
  message: string;

  @Field(() => String, {
    nullable: true,
    description: 'The value that would be accepted, where there is one.',
  })
  expected?: string | null;
}

@ObjectType({
  implements: () => [ExpectedError],
  description: 'The input cannot be used; nothing was sent to the provider. One fault per field.',
})
export class InvalidInput extends ExpectedError {
  @Field(() => [InputFault])
  faults: InputFault[];

  constructor(faults: InputFault[]) {
    const list = faults.map((fault) => `${fault.path}: ${fault.message}`);
    const shown = list.slice(0, 3).join('; ') + (list.length > 3 ? `; and ${list.length - 3} more` : '');
    super(ErrorCode.INVALID_INPUT, `The input has ${count(list.length, 'fault')}. ${shown}`);
    this.faults = faults;
  }
}

@ObjectType({
  implements: () => [ExpectedError],
  description: 'This idempotency key was used with other input. Use a new key for a new request.',
})
export class IdempotencyConflict extends ExpectedError {
  constructor(key: string) {
    super(
      ErrorCode.IDEMPOTENCY_CONFLICT,
      `The idempotency key "${key}" was used before with other input. Send the first input again, or use a new key.`,
    );
  }
}

/** The link meant by an error; its `paymentLink` field is resolved in the payment-links room. */
export interface AboutPaymentLink {
  paymentLinkId: string;
}

@ObjectType({ implements: () => [ExpectedError], description: 'Another link of yours has this reference.' })
export class ReferenceTaken extends ExpectedError implements AboutPaymentLink {
  constructor(
    reference: string,
    readonly paymentLinkId: string,
  ) {
    super(
      ErrorCode.REFERENCE_TAKEN,
      `The reference "${reference}" belongs to another payment link. Use that link, or another reference.`,
    );
  }
}

@ObjectType({ implements: () => [ExpectedError], description: 'There is no such thing, or it is not yours.' })
export class NotFound extends ExpectedError {
  constructor(what: string) {
    super(
      ErrorCode.NOT_FOUND,
      `${what} was not found. Check the id, and that the key belongs to its merchant.`,
    );
  }
}

@ObjectType({
  implements: () => [ExpectedError],
  description: 'The state does not permit it; nothing was sent to the provider.',
})
export class NotAllowed extends ExpectedError implements AboutPaymentLink {
  constructor(
    message: string,
    readonly paymentLinkId: string,
    code: ErrorCode = ErrorCode.NOT_ALLOWED,
  ) {
    super(code, message);
  }
}

@ObjectType({
  implements: () => [ExpectedError],
  description: 'The consumer paid first: the link is COMPLETED. Cancel or refund the order instead.',
})
export class AlreadyPaid extends ExpectedError implements AboutPaymentLink {
  constructor(readonly paymentLinkId: string) {
    super(ErrorCode.ALREADY_PAID, 'This link has been paid. Cancel or refund what was paid instead.');
  }
}

@ObjectType({
  implements: () => [ExpectedError],
  description: 'The provider refused; sending the same again will be refused again.',
})
export class ProviderRejected extends ExpectedError {
  @Field(() => String, { nullable: true, description: "The provider's error_code." })
  providerCode: string | null;

  @Field(() => [String], { description: "The provider's error_messages: English, for developers." })
  providerMessages: string[];

  @Field(() => String, { nullable: true, description: "Quote it to the provider's support." })
  correlationId: string | null;

  constructor(refusal: {
    providerCode?: string | null;
    providerMessages?: string[];
    correlationId?: string | null;
  }) {
    const messages = refusal.providerMessages ?? [];
    super(
      ErrorCode.PROVIDER_REJECTED,
      `The provider refused${messages.length > 0 ? `: ${messages.join('; ')}` : ` (${refusal.providerCode ?? 'no reason given'})`}`,
    );
    this.providerCode = refusal.providerCode ?? null;
    this.providerMessages = messages;
    this.correlationId = refusal.correlationId ?? null;
  }
}

@ObjectType({
  implements: () => [ExpectedError],
  description:
    'The provider could not be asked, or has not answered yet; the message says which. Safe to try again.',
})
export class ProviderUnavailable extends ExpectedError {
  @Field(() => Int, { nullable: true })
  retryAfterSeconds: number | null;

  constructor(
    retryAfterSeconds: number | null = null,
    message = 'The provider cannot be reached. Nothing happened; try again.',
  ) {
    super(ErrorCode.PROVIDER_UNAVAILABLE, message);
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** Thrown to end a use case (and its transaction) with an expected error; the filter makes it the result. */
export class Refusal extends Error {
  constructor(readonly result: ExpectedError) {
    super(result.message);
  }
}

function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}
