import { createUnionType, Field, InputType, ObjectType, registerEnumType } from '@nestjs/graphql';

import {
  AlreadyPaid,
  IdempotencyConflict,
  InvalidInput,
  NotAllowed,
  NotFound,
  ProviderRejected,
  ProviderUnavailable,
  ReferenceTaken,
} from '../../common/errors/expected-errors.js';
import { DateTimeScalar, JSONObjectScalar } from '../../common/graphql/scalars.js';
import { PaymentLinkStatus } from '../../common/payment-link-status.js';
import { PaymentLink } from './payment-link.entity.js';

export enum QrCodeFormat {
  SVG = 'SVG',
  PNG = 'PNG',
}
registerEnumType(QrCodeFormat, { name: 'QrCodeFormat' });

export enum QrErrorCorrection {
  L = 'L',
  M = 'M',
  Q = 'Q',
  H = 'H',
}
registerEnumType(QrErrorCorrection, {
  name: 'QrErrorCorrection',
  description: 'How much of a QR code may be dirty or hidden and it is still read; more makes it denser.',
  valuesMap: {
    L: { description: 'About 7 %.' },
    M: { description: 'About 15 %.' },
    Q: { description: 'About 25 %.' },
    H: { description: 'About 30 %: for stickers and posters that wear.' },
  },
});

export const CreatePaymentLinkResult = createUnionType({
  name: 'CreatePaymentLinkResult',
  description:
    'A link that is CREATING is being finished by the program itself: follow it, or open its url in a moment.',
  types: () =>
    [
      PaymentLink,
      InvalidInput,
      IdempotencyConflict,
      ReferenceTaken,
      ProviderRejected,
      ProviderUnavailable,
    ] as const,
});

export const DisableSessionResult = createUnionType({
  name: 'DisableSessionResult',
  types: () =>
    [
      PaymentLink,
      IdempotencyConflict,
      NotFound,
      NotAllowed,
      AlreadyPaid,
      ProviderRejected,
      ProviderUnavailable,
    ] as const,
});

export const DuplicatePaymentLinkResult = createUnionType({
  name: 'DuplicatePaymentLinkResult',
  types: () =>
    [
      PaymentLink,
      InvalidInput,
      IdempotencyConflict,
      NotFound,
      ReferenceTaken,
      ProviderRejected,
      ProviderUnavailable,
    ] as const,
});

export const UpdatePaymentLinkResult = createUnionType({
  name: 'UpdatePaymentLinkResult',
  types: () =>
    [
      PaymentLink,
      InvalidInput,
      IdempotencyConflict,
      NotFound,
      NotAllowed,
      AlreadyPaid,
      ReferenceTaken,
      ProviderRejected,
      ProviderUnavailable,
    ] as const,
});

@ObjectType({ description: 'How the consumer left one of the checkboxes of the link.' })
export class CheckboxAnswer {
  @Field()
  id: string;

  @Field()
  checked: boolean;
}

@InputType({ description: 'What is given must match; lists match any of their entries.' })
export class PaymentLinkFilter {
  @Field(() => [PaymentLinkStatus], { nullable: true })
  status?: PaymentLinkStatus[] | null;

  @Field(() => String, { nullable: true })
  reference?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "Part of the reference, the consumer's name or e-mail address; or an id.",
  })
  search?: string | null;

  @Field(() => DateTimeScalar, { nullable: true })
  createdAfter?: Date | null;

  @Field(() => DateTimeScalar, { nullable: true })
  createdBefore?: Date | null;

  @Field(() => JSONObjectScalar, { nullable: true, description: 'Links whose metadata contains this.' })
  metadata?: Record<string, unknown> | null;
}

@ObjectType()
export class PageInfo {
  @Field()
  hasNextPage: boolean;

  @Field()
  hasPreviousPage: boolean;

  @Field(() => String, { nullable: true })
  startCursor: string | null;

  @Field(() => String, { nullable: true })
  endCursor: string | null;
}

@ObjectType()
export class PaymentLinkEdge {
  @Field()
  cursor: string;

  @Field(() => PaymentLink)
  node: PaymentLink;
}

@ObjectType({ description: 'Newest first.' })
export class PaymentLinkConnection {
  @Field(() => [PaymentLinkEdge])
  edges: PaymentLinkEdge[];

  @Field(() => [PaymentLink])
  nodes: PaymentLink[];

  @Field(() => PageInfo)
  pageInfo: PageInfo;
}
