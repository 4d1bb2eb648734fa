export { LinkDistributionModule } from './link-distribution.module.js';
export { Distribution, RecipientInput } from './distribution.model.js';
export {
  distributionRequest,
  type DistributionRequest,
  repeatedRecipientFaults,
} from './distribution.request.js';
export { DistributionService } from './distribution.service.js';
export { qrCodeDataUri, qrCodeSvg, type QrErrorCorrection } from './qr-code.js';
