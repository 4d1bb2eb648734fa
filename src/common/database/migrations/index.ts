export { Foundation1764000000000 } from './1764000000000-foundation.js';
export { Webhooks1764100600000 } from './1764100600000-webhooks.js';
export { AuthorizationLife1764000100000 } from './1764000100000-authorization-life.js';
export { UpdateLink1764000200000 } from './1764000200000-update-link.js';
export { CheckoutSettings1764000300000 } from './1764000300000-checkout-settings.js';
export { MerchantSettings1764000400000 } from './1764000400000-merchant-settings.js';
export { Batches1764000600000 } from './1764000600000-batches.js';
export { Sending1764000500000 } from './1764000500000-sending.js';
