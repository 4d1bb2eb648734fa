import { Injectable } from '@nestjs/common';

import { AppConfig } from '../../../common/config/app-config.js';
import { AccessService } from '../../access/index.js';

/** Where providers tell us how messages fared. Nobody else knows the addresses. */
@Injectable()
export class ReportAddresses {
  constructor(
    private readonly access: AccessService,
    private readonly config: AppConfig,
  ) {}

  /** For bounces of all of a merchant's messages. */
  ofBounces(merchantId: string): string {
    return `${this.config.publicUrl}/callbacks/bounce/${merchantId}/${this.access.sign('bounce', merchantId)}`;
  }

  isOfBounces(merchantId: string, secret: string): boolean {
    return this.access.isSigned('bounce', merchantId, secret);
  }

  /** For reports on one text message. */
  ofSms(sendingId: string): string {
    return `${this.config.publicUrl}/callbacks/sms/${sendingId}/${this.access.sign('sms-report', sendingId)}`;
  }

  isOfSms(sendingId: string, secret: string): boolean {
    return this.access.isSigned('sms-report', sendingId, secret);
  }
}
