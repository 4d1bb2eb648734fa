import { Module } from '@nestjs/common';

import { HppModule } from '../hpp/index.js';
import { MerchantsModule } from '../merchants/index.js';
import { PaymentLinksModule } from '../payment-links/index.js';
import { ConsumerService } from './consumer.service.js';
import { LinkPages } from './link-pages.js';
import { NewLinkRequests } from './new-link-requests.service.js';
import { PrintSheetController } from './print/print-sheet.controller.js';
import { PrintSheetField } from './print/print-sheet.field.js';
import { PrintSheets } from './print/print-sheets.service.js';
import { ShortLinkController } from './short-link.controller.js';
import { StrayAddressController } from './stray-address.controller.js';

@Module({
  imports: [HppModule, MerchantsModule, PaymentLinksModule],
  controllers: [ShortLinkController, PrintSheetController, StrayAddressController],
  providers: [ConsumerService, LinkPages, NewLinkRequests, PrintSheets, PrintSheetField],
})
export class ShortLinksModule {}
