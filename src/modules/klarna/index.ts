export { KlarnaModule } from './klarna.module.js';
export { KlarnaCheckoutApi } from './klarna-checkout.api.js';
export { KlarnaHppApi } from './klarna-hpp.api.js';
export { KlarnaOrderManagementApi } from './klarna-order-management.api.js';
export { KlarnaError, KlarnaOutcomeUnknown, KlarnaRejected, KlarnaUnavailable } from './klarna.errors.js';
export type {
  KlarnaOrderLine,
  LineSubscription,
  OrderLineReading,
  OrderLineType,
  ProductIdentifiers,
  ShippingAttributes,
} from './order-line.js';
export type {
  AdditionalCheckbox,
  CheckboxAnswer,
  CheckoutAddress,
  CheckoutColors,
  CheckoutCustomer,
  CheckoutMerchantUrls,
  CheckoutOptions,
  CheckoutOrderReading,
  CheckoutStatus,
  CreatedCheckoutOrder,
  CustomerType,
  ExternalPaymentMethod,
  NewCheckoutOrder,
} from './checkout-order.js';
export type {
  CreatedSession,
  DisableOutcome,
  HostedMerchantUrls,
  HostedPageOptions,
  KlarnaSessionStatus,
  NewHostedSession,
  ProviderDistribution,
  PurchaseType,
  SessionReading,
} from './hosted-session.js';
export type {
  CaptureReading,
  KlarnaFraudStatus,
  KlarnaOrderStatus,
  MerchantReferences,
  NewCapture,
  NewRefund,
  OrderReading,
  RefundReading,
  Shipping,
} from './managed-order.js';
