/** What the dashboard reads of the contract. Amounts are integers in the currency's minor unit. */

export type LinkStatus =
  'CREATING' | 'OPEN' | 'COMPLETED' | 'CANCELLED' | 'DISABLED' | 'EXPIRED' | 'CREATION_FAILED';
export type SessionStatus =
  | 'WAITING'
  | 'BACK'
  | 'IN_PROGRESS'
  | 'MANUAL_ID_CHECK'
  | 'COMPLETED'
  | 'CANCELLED'
  | 'FAILED'
  | 'DISABLED'
  | 'ERROR'
  | 'EXPIRED'
  | 'UNRECOGNISED';
export type OrderStatus = 'AUTHORIZED' | 'PART_CAPTURED' | 'CAPTURED' | 'CANCELLED' | 'EXPIRED' | 'CLOSED';
export type FraudStatus = 'ACCEPTED' | 'PENDING' | 'REJECTED';
export type OperationStatus = 'REQUESTED' | 'SUCCEEDED' | 'REJECTED' | 'OUTCOME_UNKNOWN';
export type DistributionMethod = 'EMAIL' | 'SMS' | 'PROVIDER_EMAIL' | 'PROVIDER_SMS';
export type DistributionStatus = 'QUEUED' | 'SENT' | 'DELIVERED' | 'BOUNCED' | 'FAILED' | 'OUTCOME_UNKNOWN';

export interface Money {
  amount: number;
  currency: string;
}

export interface OrderSums {
  status: OrderStatus;
  fraudStatus: FraudStatus;
  orderAmount: Money;
  capturedAmount: Money;
  refundedAmount: Money;
  remainingAuthorizedAmount: Money;
}

export interface PrintedLink {
  id: string;
  reference: string | null;
}

/** A link as the list shows it. */
export interface LinkSummary {
  id: string;
  reference: string | null;
  status: LinkStatus;
  amount: Money;
  createdAt: string;
  updatedAt: string;
  /** Above 1: many may pay it, each under a link of their own. */
  maxPayments: number;
  paymentCount: number;
  /** The printed link that it was opened under. */
  parent: PrintedLink | null;
  orderLines: { name: string }[];
  session: { status: SessionStatus } | null;
  order: OrderSums | null;
}

export interface OrderLine {
  type: string;
  reference: string | null;
  name: string;
  quantity: number;
  quantityUnit: string | null;
  unitPrice: number;
  taxRate: number;
  totalAmount: number;
  totalDiscountAmount: number;
}

/** A capture or a refund. */
export interface Operation {
  id: string;
  status: OperationStatus;
  amount: Money;
  reference: string | null;
  description: string | null;
  createdAt: string;
  failure: string | null;
}

export interface Order extends OrderSums {
  id: string;
  klarnaReference: string | null;
  authorizationExpiresAt: string | null;
  captures: Operation[];
  refunds: Operation[];
}

export interface HostedSession {
  id: string;
  status: SessionStatus;
  checkoutOrderId: string;
  expiresAt: string | null;
}

export interface Distribution {
  id: string;
  method: DistributionMethod;
  recipient: string | null;
  status: DistributionStatus;
  createdAt: string;
  sentAt: string | null;
  failure: string | null;
}

/** A link as its own page shows it. */
export interface Link extends LinkSummary {
  url: string;
  qrCode: string;
  channel: string;
  country: string;
  locale: string;
  taxAmount: Money;
  orderLines: OrderLine[];
  session: HostedSession | null;
  order: Order | null;
  payments: Pick<LinkSummary, 'id' | 'createdAt' | 'order'>[];
  distributions: Distribution[];
  expiresAt: string | null;
}

export interface LinkEvent {
  id: string;
  cursor: string;
  type: string;
  occurredAt: string;
  paymentLinkId: string;
  status: LinkStatus;
  sessionStatus: SessionStatus | null;
  data: Record<string, unknown>;
}

export interface InputFault {
  path: string;
  message: string;
  expected: string | null;
}

/** The error members of the result unions, with the fields that only some of them have. */
export interface ExpectedError {
  __typename:
    | 'InvalidInput'
    | 'IdempotencyConflict'
    | 'ReferenceTaken'
    | 'NotFound'
    | 'NotAllowed'
    | 'AlreadyPaid'
    | 'ProviderRejected'
    | 'ProviderUnavailable';
  code: string;
  message: string;
  faults?: InputFault[];
  paymentLink?: { id: string };
  providerCode?: string | null;
  providerMessages?: string[];
  correlationId?: string | null;
  retryAfterSeconds?: number | null;
}

export interface OrderLineInput {
  name: string;
  quantity: number;
  unitPrice: number;
  /** Hundredths of a percent. */
  taxRate: number;
}

export interface CreatePaymentLinkInput {
  reference?: string;
  country: string;
  currency: string;
  locale: string;
  orderLines: OrderLineInput[];
  expiresAt?: string;
}

export interface Recipient {
  method: DistributionMethod;
  email?: string;
  phone?: string;
  phoneCountry?: string;
}

/** Captures and refunds take the same input; without an amount: all that remains. */
export interface MoneyMoveInput {
  paymentLinkId: string;
  amount?: number;
  reference?: string;
  description?: string;
}
