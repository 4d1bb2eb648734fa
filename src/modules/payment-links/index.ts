export { PaymentLinksModule } from './payment-links.module.js';
export { PaymentLink } from './payment-link.entity.js';
export { PaymentLinksRepository } from './payment-links.repository.js';
export { LinkRefresher } from './link.refresher.js';
