import { Module } from '@nestjs/common';

import { PaymentLinksModule } from '../payment-links/index.js';
import { ReconciliationJob } from './reconciliation.job.js';

@Module({
  imports: [PaymentLinksModule],
  providers: [ReconciliationJob],
})
export class ReconciliationModule {}
