import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';

import { AccessGuard } from './access.guard.js';
import { AccessService } from './access.service.js';
import { ViewerResolver } from './viewer.resolver.js';

@Global()
@Module({
  providers: [AccessService, ViewerResolver, { provide: APP_GUARD, useClass: AccessGuard }],
  exports: [AccessService],
})
export class AccessModule {}
