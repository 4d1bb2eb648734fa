import { Injectable } from '@nestjs/common';
import { DataSource, EntityManager } from 'typeorm';

import { Clock } from '../../../common/clock/clock.js';
import type { PaymentLinkRecord } from '../../../common/payment-link-record.js';
import { MerchantsService } from '../../merchants/index.js';
import type { Operation, Outcome } from '../../operations/index.js';
import { DistributionMethod } from '../distribution.model.js';
import type { DistributionRequest } from '../distribution.request.js';
import { OptOutsService } from './opt-outs.service.js';
import { quietUntil } from './quiet-hours.js';
import { SendLimits } from './send-limits.js';
import { type SendingRules, sendingRules } from './sending-rules.js';
import { zonesOf } from './time-zones.js';

const BY_PHONE = [DistributionMethod.SMS, DistributionMethod.PROVIDER_SMS];
const OPTED_OUT =
  'The recipient has opted out of messages. When they ask to be written to again, say so with optInRecipient.';

/** Whether a message may leave now: asked when it is asked for, and again right before it leaves. */
@Injectable()
export class SendingRulesService {
  constructor(
    private readonly db: DataSource,
    private readonly merchants: MerchantsService,
    private readonly optOuts: OptOutsService,
    private readonly limits: SendLimits,
    private readonly clock: Clock,
  ) {}

  async ofMerchant(merchantId: string, tx: EntityManager = this.db.manager): Promise<SendingRules> {
    return sendingRules((await this.merchants.get(merchantId, tx)).sending);
  }

  /** Why this may not be sent to them now, for whoever asks for it; null: it may, though it may have to wait. */
  async objection(
    tx: EntityManager,
    link: PaymentLinkRecord,
    request: DistributionRequest,
  ): Promise<string | null> {
    const { merchantId, id: paymentLinkId } = link;
    if (await this.optOuts.since(merchantId, request.to, tx)) return OPTED_OUT;
    const rules = await this.ofMerchant(merchantId, tx);
    const quiet = request.method === DistributionMethod.PROVIDER_SMS && this.quietUntil(link, request, rules);
    if (quiet)
      return `It is quiet hours where the consumer is. The provider may be asked to send it after ${quiet.toISOString()}; by SMS it waits by itself.`;
    const limit = await this.limits.check(tx, { merchantId, paymentLinkId, ...request }, rules);
    return limit && `${limit.reason}. It may be sent again after ${limit.until.toISOString()}.`;
  }

  /** How a recorded message ends, or why it waits, where it may not leave now; null: it may. */
  async hold(operation: Operation, link: PaymentLinkRecord): Promise<Outcome | null> {
    const { merchantId, id: paymentLinkId } = link;
    const request = operation.input as unknown as DistributionRequest;
    if (await this.optOuts.since(merchantId, request.to)) return refused(OPTED_OUT);
    const rules = await this.ofMerchant(merchantId);
    const notBefore = this.quietUntil(link, request, rules);
    if (notBefore) {
      const message = `Waits until ${notBefore.toISOString()}: it is quiet hours where the consumer is.`;
      return { kind: 'unavailable', failure: { code: 'NOT_ALLOWED', message }, notBefore };
    }
    const sending = { merchantId, paymentLinkId, ...request };
    const limit = await this.limits.daily(this.db.manager, sending, rules, operation);
    return limit && refused(`${limit.reason}. It may be sent again after ${limit.until.toISOString()}.`);
  }

  /** Text messages wake people, and reminders are nobody's wish. */
  quietUntil(
    link: { country: string },
    request: DistributionRequest,
    { quietHours }: SendingRules,
  ): Date | null {
    const mayWait = request.reminder !== undefined || BY_PHONE.includes(request.method);
    return mayWait ? quietUntil(quietHours, zonesOf(link.country), this.clock.now()) : null;
  }
}

function refused(message: string): Outcome {
  return { kind: 'rejected', failure: { code: 'NOT_ALLOWED', message } };
}
