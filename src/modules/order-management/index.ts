export { OrderManagementModule } from './order-management.module.js';
export { Order, OrderStatus, FraudStatus } from './order.entity.js';
export { OrderSync } from './order.sync.js';
export { OrdersRepository } from './orders.repository.js';
export { isAwaitingCapture, nextWarningAt } from './authorization-life.js';
