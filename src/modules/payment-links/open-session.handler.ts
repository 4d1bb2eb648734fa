import { Injectable, OnModuleInit } from '@nestjs/common';
import { DataSource, EntityManager } from 'typeorm';

import { Clock } from '../../common/clock/clock.js';
import { markPaymentLinkDue } from '../../common/payment-link-record.js';
import { PaymentLinkStatus } from '../../common/payment-link-status.js';
import { killPoint } from '../../common/process/kill-point.js';
import { CHANNEL_RULES, CheckoutOrdersService } from '../checkout/index.js';
import { EventLog, EventType } from '../events/index.js';
import {
  type CloseResult,
  hasEnded,
  HostedSession,
  HostedSessionCloser,
  HostedSessionsRepository,
} from '../hpp/index.js';
import { CreatedSession, KlarnaHppApi, KlarnaOutcomeUnknown } from '../klarna/index.js';
import { DistributionService, type DistributionRequest } from '../link-distribution/index.js';
import {
  type NewOperation,
  Operation,
  OperationHandler,
  OperationRunner,
  OperationsRepository,
  OperationsService,
  Outcome,
  outcomeOf,
  TakenOver,
} from '../operations/index.js';
import { LinkAddresses } from './link-addresses.js';
import { nextCheckAt } from './next-check.js';
import { PaymentLink } from './payment-link.entity.js';
import { PaymentLinksRepository } from './payment-links.repository.js';
import { ReadingPace } from './reading-pace.js';
import { SessionEnder } from './session-ender.js';

type Made = CreatedSession & { checkoutOrderId: string };

const { CREATING, OPEN, CREATION_FAILED } = PaymentLinkStatus;

/**
 * Makes order and session for a link: its first, or the next when the last has run out.
 * The provider takes no idempotency key here, so a second attempt makes everything anew; what nobody was sent to
 * can be paid by nobody. At most one is recorded, by a unique index.
 */
@Injectable()
export class OpenSessionHandler implements OperationHandler, OnModuleInit {
  readonly kind = 'OPEN_SESSION';
  readonly makesAnew = true;

  constructor(
    private readonly runner: OperationRunner,
    private readonly operations: OperationsRepository,
    private readonly work: OperationsService,
    private readonly db: DataSource,
    private readonly links: PaymentLinksRepository,
    private readonly sessions: HostedSessionsRepository,
    private readonly checkout: CheckoutOrdersService,
    private readonly hpp: KlarnaHppApi,
    private readonly closer: HostedSessionCloser,
    private readonly ender: SessionEnder,
    private readonly addresses: LinkAddresses,
    private readonly distribution: DistributionService,
    private readonly events: EventLog,
    private readonly pace: ReadingPace,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.runner.register(this);
  }

  async perform(operation: Operation): Promise<Outcome> {
    const link = await this.links.get(operation.paymentLinkId);
    if (this.hasEnded(link)) return this.refuseEnded(operation);
    // A printed link is not paid itself: sessions are made for those who open it.
    if (link.maxPayments > 1) return { kind: 'succeeded', result: {} };
    try {
      const last = await this.sessions.current(link.id);
      if (last && !hasEnded(last.status)) {
        // Asked after it was read: one that a later attempt has made is not ended for the sake of this one.
        if (!this.operations.isHeld(await this.operations.get(operation.id))) throw new TakenOver();
        const ended = await this.endLast(link, last);
        if (ended === 'OVERTAKEN')
          return { kind: 'rejected', failure: { code: 'ALREADY_PAID', message: 'The consumer was faster.' } };
        if (ended === 'LINK_ENDED') return this.refuseEnded(operation);
      }
    } catch (error) {
      return outcomeOf(error);
    }
    try {
      return { kind: 'succeeded', result: { ...(await this.make(operation, link)) } };
    } catch (error) {
      return creationOutcome(error);
    }
  }

  async settle(tx: EntityManager, operation: Operation, outcome: Outcome): Promise<void> {
    const link = await this.links.lock(tx, operation.paymentLinkId);
    if (outcome.kind === 'succeeded')
      return this.opened(tx, link, operation, outcome.result as unknown as Made);
    if (operation.isInFlight || link.status !== CREATING) return;
    await this.links.change(tx, link, CREATION_FAILED);
    await this.append(tx, link, 'payment_link.creation_failed', { failure: outcome.failure });
  }

  /** The old session ends before a new one begins; it may have been paid, or the link ended meanwhile. */
  private async endLast({ id }: PaymentLink, last: HostedSession): Promise<CloseResult | 'LINK_ENDED'> {
    const closed = await this.closer.close(last);
    killPoint('open-session.last-closed');
    return this.db.transaction(async (tx) => {
      const link = await this.links.lock(tx, id);
      if (closed === 'OVERTAKEN') {
        await markPaymentLinkDue(tx, id, this.clock.now());
        return closed;
      }
      // As it is now: whoever ends the link ends the same session.
      const session = await this.sessions.current(id, tx);
      if (session?.id === last.id) await this.ender.end(tx, link, session, closed);
      return this.hasEnded(link) ? 'LINK_ENDED' : closed;
    });
  }

  private hasEnded(link: PaymentLink): boolean {
    return ![CREATING, OPEN].includes(link.status) || link.isOver(this.clock.now());
  }

  private async refuseEnded(operation: Operation): Promise<Outcome> {
    await this.abortRemembered(operation);
    return { kind: 'rejected', failure: { code: 'LINK_NOT_OPEN', message: 'The link has ended.' } };
  }

  private async make(operation: Operation, link: PaymentLink): Promise<Made> {
    await this.abortRemembered(operation);
    const purchase = { ...link, orderLines: link.lines };
    const order = await this.checkout.create(purchase, this.addresses.ofCheckoutOrder(link));
    await this.remember(operation, order.orderId);
    killPoint('open-session.order-made');
    const session = await this.hpp.createSession({
      orderUrl: order.orderUrl,
      merchantUrls: this.addresses.ofHostedPage(link, order.orderId),
      options: link.appearance,
      profileId: link.appearance?.profileId,
    });
    killPoint('open-session.session-made');
    return { ...session, checkoutOrderId: order.orderId };
  }

  private async opened(
    tx: EntityManager,
    link: PaymentLink,
    operation: Operation,
    made: Made,
  ): Promise<void> {
    if (made.sessionId) await this.addSession(tx, link, made);
    if (link.status !== CREATING && link.status !== OPEN) {
      // The link ended meanwhile: so does its newest session.
      return this.ender.request(tx, link, link.status);
    }
    const isFirst = link.status === CREATING;
    await this.links.change(tx, link, OPEN);
    const session = await this.sessions.current(link.id, tx);
    const now = this.clock.now();
    await this.links.setNextCheck(
      tx,
      link,
      nextCheckAt({ link, session, order: null }, now, this.pace.intervalMs(session)),
    );
    await this.append(tx, link, isFirst ? 'payment_link.created' : 'session.renewed', {
      ...(isFirst && {
        reference: link.reference,
        amount: link.amountMinor,
        currency: link.currency,
        expiresAt: link.expiresAt,
      }),
      ...(made.sessionId && {
        session: { id: made.sessionId, checkoutOrderId: made.checkoutOrderId, expiresAt: made.expiresAt },
      }),
      ...(link.maxPayments > 1 && { maxPayments: link.maxPayments }),
      ...(link.parentId && { parentId: link.parentId }),
    });
    await this.distribution.enqueue(tx, link, (operation.input.send ?? []) as DistributionRequest[]);
  }

  private async addSession(tx: EntityManager, link: PaymentLink, made: Made): Promise<void> {
    const isIdentified = CHANNEL_RULES.manualIdentification[link.channel];
    const manualIdentificationUrl = isIdentified ? made.manualIdentificationUrl : null;
    await this.sessions.add(tx, link, { ...made, manualIdentificationUrl });
  }

  /** So that an order whose session may or may not exist is ended before the next attempt; the next may be there already. */
  private async remember(operation: Operation, checkoutOrderId: string): Promise<void> {
    if (await this.operations.saveHeld(this.db.manager, operation.id, { result: { checkoutOrderId } }))
      return;
    await this.work.enqueue(this.db.manager, abortOf(operation, checkoutOrderId));
    throw new TakenOver();
  }

  /** An earlier attempt's order, of which nobody knows whether it has a session: ended, now or when that is possible. */
  private async abortRemembered(operation: Operation): Promise<void> {
    const orderId = operation.result?.checkoutOrderId;
    if (typeof orderId !== 'string') return;
    const abort = await this.db.transaction(async (tx) => {
      if (!(await this.operations.saveHeld(tx, operation.id, { result: null }))) throw new TakenOver();
      return this.operations.insert(tx, abortOf(operation, orderId), { claimed: true });
    });
    await this.runner.run(abort, { mayAbandon: false });
  }

  private async append(
    tx: EntityManager,
    link: PaymentLink,
    type: EventType,
    data: Record<string, unknown>,
  ): Promise<void> {
    const { merchantId, id: paymentLinkId } = link;
    await this.events.append(tx, { merchantId, paymentLinkId, type, data, occurredAt: this.clock.now() });
  }
}

function abortOf({ merchantId, paymentLinkId }: Operation, orderId: string): NewOperation {
  return { merchantId, paymentLinkId, kind: 'ABORT_ORDER', input: { orderId } };
}

/** An answer without an order or a session is certain: whatever was made, nobody was sent to it. Silence is not. */
function creationOutcome(error: unknown): Outcome {
  const outcome = outcomeOf(error);
  if (outcome.kind !== 'unknown' || (error as KlarnaOutcomeUnknown).httpStatus === null) return outcome;
  return { kind: 'unavailable', failure: { ...outcome.failure, code: 'PROVIDER_UNAVAILABLE' } };
}
