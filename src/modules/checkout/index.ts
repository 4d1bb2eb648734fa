export { CheckoutModule } from './checkout.module.js';
export { buildCheckoutOrder, type BuiltOrder, type DraftOrder } from './checkout-order.builder.js';
export { autoCaptureNeedsApproval, type Channel, CHANNEL_RULES } from './channels.js';
export { CheckoutOrdersService, type Consumer } from './checkout-orders.service.js';
export { type Fault } from './fault.js';
export { checkLines } from './order-line.checker.js';
export { type BuiltLine, type DraftLine } from './order-line.js';
export { OrderLineInput } from './order-line.input.js';
export { OrderLine, OrderLineType } from './order-line.model.js';
