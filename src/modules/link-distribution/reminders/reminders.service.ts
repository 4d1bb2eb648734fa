import { Injectable } from '@nestjs/common';
import { DataSource, EntityManager } from 'typeorm';

import { Clock } from '../../../common/clock/clock.js';
import { EventLog } from '../../events/index.js';
import { OperationsService } from '../../operations/index.js';
import type { DistributionRequest } from '../distribution.request.js';
import { OptOutsService } from '../rules/opt-outs.service.js';
import { SendLimits } from '../rules/send-limits.js';
import type { SendingRules } from '../rules/sending-rules.js';
import { SendingRulesService } from '../rules/sending.rules.js';
import { planReminder } from './reminder-plan.js';
import { type DueLink, RemindersRepository } from './reminders.repository.js';

/** Whoever is ending the link has decided within this, one way or the other. */
const CLOSING_SECONDS = 600;

/** Decides about reminders and records them, under the link's lock and in one transaction with its state. */
@Injectable()
export class RemindersService {
  constructor(
    private readonly db: DataSource,
    private readonly links: RemindersRepository,
    private readonly rules: SendingRulesService,
    private readonly optOuts: OptOutsService,
    private readonly limits: SendLimits,
    private readonly operations: OperationsService,
    private readonly events: EventLog,
    private readonly clock: Clock,
  ) {}

  /** Thinks about the link that is due first. False: none is. */
  thinkOfNext(): Promise<boolean> {
    return this.db.transaction(async (tx) => {
      const link = await this.links.lockDue(tx);
      if (!link) return false;
      await this.links.thinkAgain(tx, link.id, await this.think(tx, link));
      return true;
    });
  }

  /** Reminds where it is time to. Returns when to think about the link again. */
  private async think(tx: EntityManager, link: DueLink): Promise<Date | null> {
    const rules = await this.rules.ofMerchant(link.merchantId, tx);
    const now = this.clock.now();
    if (!rules.reminders || link.isReusable || (link.expiresAt && link.expiresAt <= now)) return null;
    const closing = await this.operations.latest(tx, link.id, 'CLOSE_SESSION');
    if (closing?.isInFlight) return this.clock.inSeconds(CLOSING_SECONDS);
    const { isDue, nextAt } = planReminder(link, rules.reminders, now);
    if (isDue) await this.remind(tx, link, rules);
    return nextAt;
  }

  private async remind(tx: EntityManager, link: DueLink, rules: SendingRules): Promise<void> {
    const { merchantId, id: paymentLinkId } = link;
    const reminder = link.remindersSent + 1;
    const distributions: object[] = [];
    const recipients = await this.links.recipients(tx, link);
    await this.limits.lock(tx, merchantId, recipients);
    for (const recipient of recipients) {
      const input: DistributionRequest = { ...recipient, reminder };
      if (!(await this.mayBeWritten(tx, link, input, rules))) continue;
      const notBefore = this.rules.quietUntil(link, input, rules) ?? undefined;
      const { id } = await this.operations.enqueue(tx, {
        merchantId,
        paymentLinkId,
        kind: 'SEND_LINK',
        input,
        notBefore,
      });
      distributions.push({ id, method: input.method });
    }
    await this.links.countReminder(tx, paymentLinkId);
    if (distributions.length === 0) return;
    await this.events.append(tx, {
      merchantId,
      paymentLinkId,
      type: 'link.reminded',
      data: { reminder, distributions },
      occurredAt: this.clock.now(),
    });
  }

  private async mayBeWritten(
    tx: EntityManager,
    { merchantId, id: paymentLinkId }: DueLink,
    request: DistributionRequest,
    rules: SendingRules,
  ): Promise<boolean> {
    if (await this.optOuts.since(merchantId, request.to, tx)) return false;
    return (await this.limits.check(tx, { merchantId, paymentLinkId, ...request }, rules)) === null;
  }
}
