import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

import { Clock } from '../../../common/clock/clock.js';
import { AppConfig } from '../../../common/config/app-config.js';
import { isUuid, lockPaymentLink } from '../../../common/payment-link-record.js';
import { AccessService } from '../../access/index.js';
import { EventLog } from '../../events/index.js';
import { Operation } from '../../operations/index.js';

const REASON_MAX = 200;

/** What a mail or SMS provider tells later: that a message it took could not be delivered. */
@Injectable()
export class BouncesService {
  constructor(
    private readonly db: DataSource,
    private readonly access: AccessService,
    private readonly events: EventLog,
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {}

  /** Where bounces of this merchant's messages are posted. Nobody else knows the address, and that is all that protects it. */
  url(merchantId: string): string {
    return `${this.config.publicUrl}/callbacks/bounce/${merchantId}/${this.access.sign('bounce', merchantId)}`;
  }

  isSecret(merchantId: string, secret: string): boolean {
    return this.access.isSigned('bounce', merchantId, secret);
  }

  /** Told again, or about a message that did not leave, it changes nothing. @param messageId `<id@host>`, or the sending's id */
  async record(merchantId: string, messageId: string, reason: string): Promise<void> {
    const id = /^<?([^@>]+)/.exec(messageId)?.[1] ?? '';
    if (!isUuid(id)) return;
    await this.db.transaction(async (tx) => {
      const sending = { id, merchantId, kind: 'SEND_LINK' as const };
      const known = await tx.findOneBy(Operation, sending);
      if (!known) return;
      await lockPaymentLink(tx, known.paymentLinkId);
      const operation = await tx.findOneBy(Operation, sending);
      if (!operation || !['SUCCEEDED', 'OUTCOME_UNKNOWN'].includes(operation.status)) return;
      if (operation.result?.bounced) return;
      const occurredAt = this.clock.now();
      // Whose address it is, is none of the reason.
      const why = reason.replaceAll(String(operation.input.to), '…').slice(0, REASON_MAX);
      const bounced = { at: occurredAt, reason: why };
      await tx.update(Operation, { id }, {
        status: 'SUCCEEDED',
        result: { ...operation.result, bounced },
      } as object);
      await this.events.append(tx, {
        merchantId,
        paymentLinkId: operation.paymentLinkId,
        type: 'link.bounced',
        data: { id, method: operation.input.method, reason: why },
        occurredAt,
      });
    });
  }
}
