import { Injectable } from '@nestjs/common';
import { DataSource, EntityManager } from 'typeorm';

import { Clock } from '../../../common/clock/clock.js';
import { isUuid, lockPaymentLink } from '../../../common/payment-link-record.js';
import { EventLog, type EventType } from '../../events/index.js';
import { Operation } from '../../operations/index.js';
import type { DeliveryReport } from './delivery-report.js';

const REASON_MAX = 200;

/** What mail and SMS providers tell later of a message that they took. */
@Injectable()
export class DeliveryReportsService {
  constructor(
    private readonly db: DataSource,
    private readonly events: EventLog,
    private readonly clock: Clock,
  ) {}

  /**
   * The first report that says how it ended counts: nothing follows it, whatever comes late or again. About a message
   * that did not leave it changes nothing.
   */
  async record(sending: { id: string; merchantId?: string }, report: DeliveryReport): Promise<void> {
    if (!isUuid(sending.id)) return;
    const where = { ...sending, kind: 'SEND_LINK' as const };
    await this.db.transaction(async (tx) => {
      const known = await tx.findOneBy(Operation, where);
      if (!known) return;
      await lockPaymentLink(tx, known.paymentLinkId);
      const operation = await tx.findOneBy(Operation, where);
      if (!operation?.result?.handedOver || hasEnded(operation)) return;
      if (operation.status !== 'SUCCEEDED') await this.recordSent(tx, operation);
      if (report.state !== 'taken') await this.recordEnd(tx, operation, report);
    });
  }

  /** Nobody reports on a message that they were not given: one without an answer, or whose answer is on its way, was taken. */
  private async recordSent(tx: EntityManager, operation: Operation): Promise<void> {
    const sentAt = new Date(operation.result!.handedOverAt as string);
    await tx.update(Operation, operation.id, {
      ...{ status: 'SUCCEEDED', failure: null, updatedAt: sentAt },
      ...{ nextAttemptAt: null, leasedBy: null, leasedUntil: null },
    });
    const { reminder } = operation.input;
    await this.tell(tx, operation, 'link.sent', reminder ? { reminder } : {});
  }

  private async recordEnd(
    tx: EntityManager,
    operation: Operation,
    report: Exclude<DeliveryReport, { state: 'taken' }>,
  ): Promise<void> {
    const at = this.clock.now();
    if (report.state === 'delivered') {
      await this.saveResult(tx, operation, { delivered: { at } });
      return this.tell(tx, operation, 'link.delivered', {});
    }
    // Whose address it is, is none of the reason.
    const reason = report.reason.replaceAll(String(operation.input.to), '…').slice(0, REASON_MAX);
    await this.saveResult(tx, operation, { bounced: { at, reason } });
    return this.tell(tx, operation, 'link.bounced', { reason });
  }

  private async saveResult(tx: EntityManager, { id, result }: Operation, more: object): Promise<void> {
    await tx.update(Operation, id, { result: { ...result, ...more } } as object);
  }

  private async tell(tx: EntityManager, operation: Operation, type: EventType, more: object): Promise<void> {
    const { id, merchantId, paymentLinkId, input } = operation;
    const data = { id, method: input.method, ...more };
    await this.events.append(tx, { merchantId, paymentLinkId, type, data, occurredAt: this.clock.now() });
  }
}

function hasEnded({ status, result }: Operation): boolean {
  const mayHaveLeft = ['REQUESTED', 'SUCCEEDED', 'OUTCOME_UNKNOWN'].includes(status);
  return !mayHaveLeft || Boolean(result?.bounced ?? result?.delivered);
}
