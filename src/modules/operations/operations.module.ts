import { Global, Module } from '@nestjs/common';

import { OperationRunner } from './operation-runner.js';
import { OperationsRepository } from './operations.repository.js';
import { OperationsResolver } from './operations.resolver.js';
import { OperationsService } from './operations.service.js';
import { OperationsWorker } from './operations.worker.js';

@Global()
@Module({
  providers: [OperationsRepository, OperationRunner, OperationsService, OperationsWorker, OperationsResolver],
  exports: [OperationsRepository, OperationRunner, OperationsService],
})
export class OperationsModule {}
