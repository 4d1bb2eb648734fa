import { Injectable, OnModuleInit } from '@nestjs/common';
import { DataSource, EntityManager } from 'typeorm';

import { Clock } from '../../common/clock/clock.js';
import { type PaymentLinkRecord, readPaymentLink } from '../../common/payment-link-record.js';
import { PaymentLinkStatus } from '../../common/payment-link-status.js';
import { killPoint } from '../../common/process/kill-point.js';
import { EventLog } from '../events/index.js';
import {
  Operation,
  OperationHandler,
  OperationRunner,
  OperationsRepository,
  Outcome,
  TakenOver,
} from '../operations/index.js';
import type { DistributionRequest } from './distribution.request.js';
import { PaidYet } from './reminders/paid-yet.js';
import { SendingRulesService } from './rules/sending.rules.js';
import { handedOver, LinkSender } from './senders/link.sender.js';

/** Sends a link, at most once: what may have been handed over is never sent again by itself. */
@Injectable()
export class SendLinkHandler implements OperationHandler, OnModuleInit {
  readonly kind = 'SEND_LINK';
  readonly isRepeatHarmless = false;

  constructor(
    private readonly runner: OperationRunner,
    private readonly operations: OperationsRepository,
    private readonly db: DataSource,
    private readonly rules: SendingRulesService,
    private readonly paidYet: PaidYet,
    private readonly sender: LinkSender,
    private readonly events: EventLog,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.runner.register(this);
  }

  async perform(operation: Operation): Promise<Outcome> {
    if (operation.result?.handedOver) return { kind: 'unknown', failure: handedOver() };
    const { merchantId, paymentLinkId } = operation;
    const link = await readPaymentLink(this.db.manager, { merchantId, id: paymentLinkId });
    const request = operation.input as unknown as DistributionRequest;
    const held = this.ended(link) ?? (await this.rules.hold(operation, link!));
    if (held) return held;
    const unasked = request.reminder === undefined ? null : await this.paidYet.hold(link!);
    if (unasked) return unasked;

    const current = await this.db.transaction((tx) => this.recordHandingOver(tx, operation));
    if ('kind' in current) return current;
    killPoint('send-link.recorded');
    const outcome = await this.sender.send(operation.id, request, current);
    killPoint('send-link.sent');
    // Certainly not handed over: the next attempt may.
    if (outcome.kind === 'unavailable' || outcome.kind === 'turnedAway')
      await this.operations.saveHeld(this.db.manager, operation.id, { result: null });
    return outcome;
  }

  async settle(tx: EntityManager, operation: Operation, outcome: Outcome): Promise<void> {
    if (operation.isInFlight || operation.status === 'ABANDONED') return;
    const { merchantId, paymentLinkId } = operation;
    const { method, reminder } = operation.input;
    const type = operation.status === 'SUCCEEDED' ? 'link.sent' : 'link.send_failed';
    const failure = outcome.kind === 'succeeded' ? {} : { failure: outcome.failure.message };
    const data = { id: operation.id, method, ...(reminder ? { reminder } : {}), ...failure };
    await this.events.append(tx, { merchantId, paymentLinkId, type, data, occurredAt: this.clock.now() });
  }

  /**
   * Recorded before it leaves: a process that dies in between must not send it twice. Under the link's lock: whoever
   * ends or changes the link after this has done so after the message left.
   * @returns the link as it is sent, or why it must not leave
   */
  private async recordHandingOver(
    tx: EntityManager,
    operation: Operation,
  ): Promise<PaymentLinkRecord | Outcome> {
    const { id, merchantId, paymentLinkId } = operation;
    const link = await readPaymentLink(tx, { merchantId, id: paymentLinkId, lock: true });
    const current = await this.operations.lock(tx, id);
    if (current.result?.handedOver) return { kind: 'unknown', failure: handedOver() };
    // Whoever took it over may have found that it must not leave.
    if (!this.operations.isHeld(current)) throw new TakenOver();
    // One instant: what decides is what is recorded.
    const now = this.clock.now();
    const ended = this.ended(link, now);
    if (ended) return ended;
    if (operation.input.reminder && (await this.isClosing(tx, paymentLinkId)))
      return {
        kind: 'rejected',
        failure: { code: 'LINK_NOT_OPEN', message: 'Not sent: the link is being ended.' },
      };
    await this.operations.save(tx, id, { result: { handedOver: true, handedOverAt: now.toISOString() } });
    return link!;
  }

  private ended(link: PaymentLinkRecord | null, now = this.clock.now()): Outcome | null {
    const isOver = link?.expiresAt && link.expiresAt <= now;
    if (link?.status === PaymentLinkStatus.OPEN && !isOver) return null;
    const state = isOver && link.status === PaymentLinkStatus.OPEN ? 'over' : (link?.status ?? 'gone');
    return {
      kind: 'rejected',
      failure: { code: 'LINK_NOT_OPEN', message: `Not sent: the link is ${state}.` },
    };
  }

  private async isClosing(tx: EntityManager, paymentLinkId: string): Promise<boolean> {
    return (await this.operations.latest(tx, paymentLinkId, 'CLOSE_SESSION'))?.isInFlight ?? false;
  }
}
