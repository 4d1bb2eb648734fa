/** Everything that a client can read of a link, and each mutation with all members of its result. */
export const LINK_FIELDS = `
  id reference reference2 status url channel country locale
  warnings { path message } checkboxes { id checked }
  amount { amount currency formatted } taxAmount { amount currency }
  orderLines { type reference name quantity unitPrice taxRate totalAmount totalDiscountAmount totalTaxAmount }
  session { id status redirectUrl checkoutOrderId expiresAt }
  order { ...OrderFields }
  distributions { ...DistributionFields }
  expiresAt metadata createdAt updatedAt clientToken
`;

const MONEY = '{ amount currency }';

const ORDER_FRAGMENTS = `
  fragment OrderFields on Order {
    id status fraudStatus klarnaReference acknowledgedAt authorizationExpiresAt
    orderAmount ${MONEY} capturedAmount ${MONEY} refundedAmount ${MONEY} remainingAuthorizedAmount ${MONEY}
    captures { ...CaptureFields } refunds { ...RefundFields }
  }
  fragment CaptureFields on Capture { id status amount ${MONEY} providerCaptureId reference description failure }
  fragment RefundFields on Refund { id status amount ${MONEY} providerRefundId reference description failure }
`;

const DISTRIBUTION = 'id method recipient status createdAt sentAt failure';

/** A query of links with the fragments that it needs. */
export const aboutLinks = (operation: string): string =>
  `${operation} fragment LinkFields on PaymentLink { ${LINK_FIELDS} }
   fragment DistributionFields on Distribution { ${DISTRIBUTION} } ${ORDER_FRAGMENTS}`;

const LINK_SHOWN = 'paymentLink { id status }';

const ERROR_FIELDS = {
  InvalidInput: 'faults { path message expected }',
  IdempotencyConflict: '',
  NotFound: '',
  NotAllowed: LINK_SHOWN,
  AlreadyPaid: LINK_SHOWN,
  ReferenceTaken: LINK_SHOWN,
  ProviderRejected: 'providerCode providerMessages correlationId',
  ProviderUnavailable: 'retryAfterSeconds',
};

type ErrorName = keyof typeof ERROR_FIELDS;

function mutation(name: string, input: string, success: string, errors: ErrorName[]): string {
  const members = errors.flatMap((error) =>
    ERROR_FIELDS[error] ? [`... on ${error} { ${ERROR_FIELDS[error]} }`] : [],
  );
  return `mutation ($input: ${input}!) {
    result: ${name}(input: $input) { __typename ... on Error { code message } ${success} ${members.join(' ')} }
  }`;
}

const ALL_MONEY_ERRORS: ErrorName[] = [
  'InvalidInput',
  'NotAllowed',
  'ProviderRejected',
  'ProviderUnavailable',
];
const CAPTURED = `id status amount ${MONEY} providerCaptureId reference description failure`;
const REFUNDED = `id status amount ${MONEY} providerRefundId reference description failure`;

export const MUTATIONS = {
  create: aboutLinks(
    mutation('createPaymentLink', 'CreatePaymentLinkInput', '... on PaymentLink { ...LinkFields }', [
      'InvalidInput',
      'ReferenceTaken',
      'ProviderRejected',
      'ProviderUnavailable',
    ]),
  ),
  update: aboutLinks(
    mutation('updatePaymentLink', 'UpdatePaymentLinkInput', '... on PaymentLink { ...LinkFields }', [
      'InvalidInput',
      'NotAllowed',
      'AlreadyPaid',
      'ReferenceTaken',
      'ProviderRejected',
      'ProviderUnavailable',
    ]),
  ),
  disable: aboutLinks(
    mutation('disableSession', 'DisableSessionInput', '... on PaymentLink { ...LinkFields }', [
      'NotAllowed',
      'AlreadyPaid',
      'ProviderRejected',
      'ProviderUnavailable',
    ]),
  ),
  send: mutation(
    'sendPaymentLink',
    'SendPaymentLinkInput',
    `... on Distribution { ${DISTRIBUTION} }`,
    ALL_MONEY_ERRORS,
  ),
  capture: mutation('capture', 'CaptureInput', `... on Capture { ${CAPTURED} }`, ALL_MONEY_ERRORS),
  refund: mutation('refund', 'RefundInput', `... on Refund { ${REFUNDED} }`, ALL_MONEY_ERRORS),
  cancelOrder:
    mutation('cancelOrder', 'CancelOrderInput', '... on Order { ...OrderFields }', [
      'NotAllowed',
      'ProviderRejected',
      'ProviderUnavailable',
    ]) + ORDER_FRAGMENTS,
};

const EVENT_FIELDS = 'id cursor type occurredAt paymentLinkId status sessionStatus data';

export const QUERIES = {
  link: aboutLinks('query ($id: ID!) { result: paymentLink(id: $id) { ...LinkFields } }'),
  outcome: aboutLinks('query ($id: ID!) { result: paymentLinkOutcome(id: $id) { ...LinkFields } }'),
  links: `query ($filter: PaymentLinkFilter, $first: Int, $after: String) {
    result: paymentLinks(filter: $filter, first: $first, after: $after) {
      nodes { id reference status } pageInfo { hasNextPage endCursor }
    }
  }`,
  events: `query ($after: Cursor, $first: Int, $filter: EventFilter) {
    result: events(after: $after, first: $first, filter: $filter) {
      nodes { ${EVENT_FIELDS} } pageInfo { hasNextPage endCursor }
    }
  }`,
};

export const SUBSCRIPTIONS = {
  status: `subscription ($id: ID!) { paymentLinkStatusChanged(id: $id) { id status session { id status } order { status } } }`,
  events: `subscription ($after: Cursor, $filter: EventFilter) {
    paymentLinkEvents(after: $after, filter: $filter) { ${EVENT_FIELDS} }
  }`,
};
