import {
  BadRequestException,
  Body,
  Controller,
  HttpCode,
  NotFoundException,
  Param,
  Post,
} from '@nestjs/common';

import { BouncesService } from './bounces.service.js';

/** Takes `{"messageId": "<…>", "reason": "550 no such user"}` from whatever the merchant's mail provider tells bounces to. */
@Controller('callbacks/bounce/:merchantId/:secret')
export class BouncesController {
  constructor(private readonly bounces: BouncesService) {}

  @Post()
  @HttpCode(204)
  async receive(
    @Param('merchantId') merchantId: string,
    @Param('secret') secret: string,
    @Body() body?: { messageId?: unknown; reason?: unknown },
  ): Promise<void> {
    if (!this.bounces.isSecret(merchantId, secret)) throw new NotFoundException();
    const { messageId, reason } = body ?? {};
    if (typeof messageId !== 'string')
      throw new BadRequestException('Give messageId, and reason where there is one.');
    await this.bounces.record(
      merchantId,
      messageId,
      typeof reason === 'string' ? reason : 'No reason given.',
    );
  }
}
