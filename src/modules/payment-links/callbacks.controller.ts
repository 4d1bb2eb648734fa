import { Controller, HttpCode, NotFoundException, Param, Post, Query } from '@nestjs/common';

import { AccessService } from '../access/index.js';
import { CallbacksService } from './callbacks.service.js';

/**
 * Where the provider calls: session status, push of a completed order, risk decisions. None is signed, so the address
 * holds a secret. Answered after it is stored and before it is worked on: the provider waits for three seconds.
 */
@Controller('callbacks/:kind(session|push|notification)/:linkId/:secret')
export class CallbacksController {
  constructor(
    private readonly callbacks: CallbacksService,
    private readonly access: AccessService,
  ) {}

  @Post()
  @HttpCode(200)
  async receive(
    @Param('linkId') linkId: string,
    @Param('secret') secret: string,
    @Query('order_id') orderId?: string,
  ): Promise<void> {
    if (!this.access.isCallbackSecret(linkId, secret)) throw new NotFoundException();
    await this.callbacks.receive(linkId, orderId);
  }
}
