import { Controller, HttpCode, NotFoundException, Param, Post } from '@nestjs/common';
import { DataSource } from 'typeorm';

import { Clock } from '../../common/clock/clock.js';
import { isUuid, markPaymentLinkDue } from '../../common/payment-link-record.js';
import { AccessService } from '../access/index.js';

/**
 * Where the provider calls: session status, push of a completed order, risk decisions. None is signed, so the address
 * holds a secret. The body is not believed and not read: the link becomes due, and the provider is asked.
 * Answered after that is stored and before it is worked on, since the provider waits for three seconds.
 */
@Controller('callbacks/:kind(session|push|notification)/:linkId/:secret')
export class CallbacksController {
  constructor(
    private readonly db: DataSource,
    private readonly access: AccessService,
    private readonly clock: Clock,
  ) {}

  @Post()
  @HttpCode(200)
  async receive(@Param('linkId') linkId: string, @Param('secret') secret: string): Promise<void> {
    if (!isUuid(linkId) || !this.access.isCallbackSecret(linkId, secret)) throw new NotFoundException();
    await markPaymentLinkDue(this.db.manager, linkId, this.clock.now());
  }
}
