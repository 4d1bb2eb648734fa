import { gql, type TypedDocumentNode } from '@urql/core';
import type {
  CreatePaymentLinkInput,
  Distribution,
  ExpectedError,
  Link,
  LinkEvent,
  LinkStatus,
  LinkSummary,
  MoneyMoveInput,
  Operation,
  Recipient,
} from './types.js';

const sums = `
  status fraudStatus
  orderAmount { amount currency } capturedAmount { amount currency }
  refundedAmount { amount currency } remainingAuthorizedAmount { amount currency }`;

const summary = `
  id reference status createdAt updatedAt maxPayments paymentCount
  parent { id reference }
  amount { amount currency }
  orderLines { name }
  session { status }
  order { ${sums} }`;

const operation = `id status reference description createdAt failure amount { amount currency }`;

const event = `id cursor type occurredAt paymentLinkId status sessionStatus data`;

export interface PageInfo {
  hasNextPage: boolean;
  endCursor: string | null;
}
export interface LinkFilter {
  status?: LinkStatus[];
  search?: string;
  createdBefore?: string;
}

export const LINKS: TypedDocumentNode<
  { paymentLinks: { nodes: LinkSummary[]; pageInfo: PageInfo } },
  { filter: LinkFilter; first: number; after: string | null }
> = gql`
  query Links($filter: PaymentLinkFilter, $first: Int, $after: String) {
    paymentLinks(filter: $filter, first: $first, after: $after) {
      nodes { ${summary} }
      pageInfo { hasNextPage endCursor }
    }
  }
`;

export const NEWEST_LINK: TypedDocumentNode<
  { paymentLinks: { nodes: { id: string }[] } },
  Record<string, never>
> = gql`
  query NewestLink {
    paymentLinks(first: 1) {
      nodes {
        id
      }
    }
  }
`;

export const LINK: TypedDocumentNode<{ paymentLink: Link | null }, { id: string }> = gql`
  query Link($id: ID!) {
    paymentLink(id: $id) {
      id reference status createdAt updatedAt maxPayments paymentCount expiresAt url channel country locale
      qrCode(format: SVG, size: 320)
      parent { id reference }
      amount { amount currency }
      taxAmount { amount currency }
      orderLines { type reference name quantity quantityUnit unitPrice taxRate totalAmount totalDiscountAmount }
      session { id status checkoutOrderId expiresAt }
      order {
        id klarnaReference authorizationExpiresAt ${sums}
        captures { ${operation} }
        refunds { ${operation} }
      }
      payments(first: 1000) { id createdAt order { ${sums} } }
      distributions { id method recipient status createdAt sentAt failure }
    }
  }
`;

export const EVENTS: TypedDocumentNode<
  { events: { nodes: LinkEvent[]; pageInfo: PageInfo } },
  { ids: string[]; after: string | null; first: number }
> = gql`
  query Events($ids: [ID!], $after: Cursor, $first: Int) {
    events(filter: { paymentLinkIds: $ids }, after: $after, first: $first) {
      nodes { ${event} }
      pageInfo { hasNextPage endCursor }
    }
  }
`;

/** Sent over the socket as it stands. */
export const FOLLOW = `
  subscription Follow($after: Cursor) {
    paymentLinkEvents(after: $after) { ${event} paymentLink { ${summary} } }
  }
`;
export interface FollowData {
  paymentLinkEvents: LinkEvent & { paymentLink: LinkSummary };
}

/** Every mutation answers under `result`, and takes one `input` with its idempotency key. */
export type Mutation<Value, Input> = TypedDocumentNode<
  { result: (Value & { __typename: string }) | ExpectedError },
  { input: Input & { idempotencyKey: string } }
>;

const faults = `... on InvalidInput { faults { path message expected } }`;
const rejected = `... on ProviderRejected { providerCode providerMessages correlationId }`;
const unavailable = `... on ProviderUnavailable { retryAfterSeconds }`;
const errors = (...more: string[]) =>
  `__typename ... on Error { code message } ${unavailable} ${more.join(' ')}`;

export const CREATE: Mutation<{ id: string; status: LinkStatus }, CreatePaymentLinkInput> = gql`
  mutation Create($input: CreatePaymentLinkInput!) {
    result: createPaymentLink(input: $input) {
      ${errors(faults, rejected)}
      ... on ReferenceTaken { paymentLink { id } }
      ... on PaymentLink { id status }
    }
  }
`;

export const SEND: Mutation<
  Pick<Distribution, 'id' | 'status' | 'failure'>,
  { paymentLinkId: string; recipient: Recipient }
> = gql`
  mutation Send($input: SendPaymentLinkInput!) {
    result: sendPaymentLink(input: $input) {
      ${errors(faults, rejected)}
      ... on Distribution { id status failure }
    }
  }
`;

export const DISABLE: Mutation<{ id: string }, { paymentLinkId: string; reason?: string }> = gql`
  mutation Disable($input: DisableSessionInput!) {
    result: disableSession(input: $input) {
      ${errors(rejected)}
      ... on PaymentLink { id }
    }
  }
`;

export const CAPTURE: Mutation<Operation, MoneyMoveInput> = gql`
  mutation Capture($input: CaptureInput!) {
    result: capture(input: $input) {
      ${errors(faults, rejected)}
      ... on Capture { ${operation} }
    }
  }
`;

export const REFUND: Mutation<Operation, MoneyMoveInput> = gql`
  mutation Refund($input: RefundInput!) {
    result: refund(input: $input) {
      ${errors(faults, rejected)}
      ... on Refund { ${operation} }
    }
  }
`;

export const CANCEL_ORDER: Mutation<{ id: string }, { paymentLinkId: string }> = gql`
  mutation CancelOrder($input: CancelOrderInput!) {
    result: cancelOrder(input: $input) {
      ${errors(rejected)}
      ... on Order { id }
    }
  }
`;
