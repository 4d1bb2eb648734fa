import { Module } from '@nestjs/common';

import { PaymentLinksModule } from '../payment-links/index.js';
import { BatchesRepository } from './batches.repository.js';
import { BatchesResolver } from './batches.resolver.js';
import { BatchesService } from './batches.service.js';
import { BatchesWorker } from './batches.worker.js';

@Module({
  imports: [PaymentLinksModule],
  providers: [BatchesRepository, BatchesService, BatchesWorker, BatchesResolver],
})
export class BatchesModule {}
