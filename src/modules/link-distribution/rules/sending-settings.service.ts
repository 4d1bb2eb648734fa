import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

import { Clock } from '../../../common/clock/clock.js';
import { checkInput } from '../../../common/validation/check-input.js';
import { Merchant } from '../../merchants/index.js';
import { type SendingRules, sendingRules } from './sending-rules.js';
import { smsSenderOf } from './sms-sender.js';
import { UpdateSendingSettingsInput } from './sending-settings.model.js';

/** A merchant's rules of sending. */
@Injectable()
export class SendingSettingsService {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  /** @throws Refusal InvalidInput */
  async update(merchantId: string, input: UpdateSendingSettingsInput): Promise<SendingRules> {
    checkInput(UpdateSendingSettingsInput, input);
    return this.db.transaction(async (tx) => {
      const merchant = await tx.findOneOrFail(Merchant, {
        where: { id: merchantId },
        lock: { mode: 'for_no_key_update' },
      });
      const smsSender = input.smsSender && smsSenderOf(input.smsSender);
      const changed = { ...merchant.sending, ...input, ...(smsSender && { smsSender }) };
      const sending = Object.fromEntries(Object.entries(changed).filter(([, value]) => value != null));
      await tx.update(Merchant, { id: merchantId }, { sending } as object);
      // What the new rules would have sent before they were made is not made up for.
      if (input.reminders !== undefined)
        await tx.query(
          `UPDATE payment_links
           SET next_reminder_at = CASE WHEN $2 THEN '-infinity'::timestamptz END,
             reminded_until = greatest(reminded_until, $3)
           WHERE merchant_id = $1 AND status = 'OPEN'`,
          [merchantId, input.reminders !== null, this.clock.now()],
        );
      return sendingRules(sending);
    });
  }
}
