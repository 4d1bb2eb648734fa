export { PaymentLinksModule } from './payment-links.module.js';
export { PaymentLink } from './payment-link.entity.js';
export { PaymentLinksRepository } from './payment-links.repository.js';
export { ReusableLinks } from './reusable-links.js';
export { LinkAddresses, type Return } from './link-addresses.js';
export { LinkRefresher } from './link.refresher.js';
export { CreatePaymentLinkInput } from './create-payment-link.input.js';
export { CreatePaymentLinkService } from './create-payment-link.service.js';
export { CreatePaymentLinkResult, QrErrorCorrection } from './payment-links.models.js';
