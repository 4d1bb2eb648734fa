export { Merchant } from './merchant.entity.js';
export { MerchantsModule } from './merchants.module.js';
export { MerchantsService } from './merchants.service.js';
