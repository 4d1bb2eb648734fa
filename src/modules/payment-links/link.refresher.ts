import { Injectable, Logger } from '@nestjs/common';
import { DataSource, EntityManager } from 'typeorm';

import { Clock } from '../../common/clock/clock.js';
import { PaymentLinkStatus, SessionStatus } from '../../common/payment-link-status.js';
import { OneAtATime } from '../../common/process/one-at-a-time.js';
import { EventLog, EventType } from '../events/index.js';
import {
  hasEnded,
  HostedSession,
  HostedSessionReader,
  HostedSessionsRepository,
  SessionTruth,
} from '../hpp/index.js';
import { KlarnaOrderManagementApi, OrderReading } from '../klarna/index.js';
import { OperationsService } from '../operations/index.js';
import { OrdersRepository, OrderSync } from '../order-management/index.js';
import { LinkCompleter } from './link-completer.js';
import { LinkState, nextCheckAt } from './next-check.js';
import { PaymentLink } from './payment-link.entity.js';
import { PaymentLinksRepository } from './payment-links.repository.js';
import { ReadingPace } from './reading-pace.js';
import { ReusableLinks } from './reusable-links.js';
import { CloseInput, SessionEnder } from './session-ender.js';

const MAX_READINGS = 3;
const { OPEN, CANCELLED, DISABLED, EXPIRED, CREATING, CREATION_FAILED } = PaymentLinkStatus;

interface Truth {
  session: SessionTruth | null;
  order: OrderReading | null;
}

/**
 * The one path by which the outside changes a link: read at the provider, then apply under the link's lock.
 * Callbacks, redirects, the job and queries all end here. A reading is applied only to the version it was made for.
 */
@Injectable()
export class LinkRefresher {
  private readonly logger = new Logger(LinkRefresher.name);
  /** Anybody who has a link can ask: what they cost the account's quota is bounded by how long a reading takes. */
  private readonly refreshes = new OneAtATime((linkId) => this.refreshAlone(linkId));

  constructor(
    private readonly db: DataSource,
    private readonly links: PaymentLinksRepository,
    private readonly sessions: HostedSessionsRepository,
    private readonly reader: HostedSessionReader,
    private readonly ender: SessionEnder,
    private readonly completer: LinkCompleter,
    private readonly reusable: ReusableLinks,
    private readonly orders: OrdersRepository,
    private readonly orderSync: OrderSync,
    private readonly provider: KlarnaOrderManagementApi,
    private readonly work: OperationsService,
    private readonly events: EventLog,
    private readonly pace: ReadingPace,
    private readonly clock: Clock,
  ) {}

  /**
   * What was read after it was asked for; those who ask at the same time share it.
   * @throws KlarnaUnavailable | KlarnaRejected when the provider cannot be read
   */
  refresh(linkId: string): Promise<PaymentLink> {
    return this.refreshes.run(linkId);
  }

  private async refreshAlone(linkId: string): Promise<PaymentLink> {
    for (let reading = 1; ; reading++) {
      const before = await this.load(linkId);
      if ([CREATING, CREATION_FAILED].includes(before.link.status)) return before.link;
      const readAt = this.clock.now();
      const truth = await this.read(before);
      const after = await this.db.transaction((tx) => this.apply(tx, before, truth, readAt));
      if (after) return after;
      if (reading < MAX_READINGS) continue;
      this.logger.log(`Link ${linkId} changed during ${MAX_READINGS} readings; it stays due`);
      return this.links.get(linkId);
    }
  }

  private async load(linkId: string): Promise<LinkState> {
    const link = await this.links.get(linkId);
    const [session, order] = await Promise.all([this.sessions.current(linkId), this.orders.ofLink(linkId)]);
    return { link, session, order };
  }

  private async read({ session, order }: LinkState): Promise<Truth> {
    if (order) return { session: null, order: await this.provider.readOrder(order.id) };
    if (!session || session.status === SessionStatus.EXPIRED) return { session: null, order: null };
    const truth = await this.reader.read(session);
    return { session: truth, order: truth.order };
  }

  /** The link as it stands then; undefined when it has changed since the reading began. */
  private async apply(
    tx: EntityManager,
    before: LinkState,
    truth: Truth,
    readAt: Date,
  ): Promise<PaymentLink | undefined> {
    const link = await this.links.lock(tx, before.link.id);
    if (link.version !== before.link.version) return undefined;
    const opening = await this.work.latest(tx, link.id, 'OPEN_SESSION');
    if (opening?.isInFlight) return link;

    let { order, session } = before;
    if (order && truth.order && !(await this.orderSync.update(tx, order, truth.order))) return undefined;
    if (session && truth.session) await this.applySession(tx, link, session, truth.session);
    if (!order && truth.order) await this.completer.complete(tx, link, truth.order);
    // Paid before it was over: to be closed again and again would not end it sooner.
    if (!truth.session?.isPaidUnseen) await this.endOffer(tx, link, session);

    session = await this.sessions.current(link.id, tx);
    order = await this.orders.ofLink(link.id, tx);
    if (order) await this.orderSync.warnOfEnd(tx, order);
    order = await this.orders.ofLink(link.id, tx);
    const next = nextCheckAt({ link, session, order }, readAt, this.pace.intervalMs(session));
    await this.links.setNextCheck(tx, link, next);
    return link;
  }

  private async applySession(
    tx: EntityManager,
    link: PaymentLink,
    session: HostedSession,
    truth: SessionTruth,
  ): Promise<void> {
    const changed = await this.ender.become(tx, link, session, truth.status, truth.at);
    if (!changed) return;
    if (link.status === OPEN && truth.status === SessionStatus.CANCELLED) {
      await this.move(tx, link, CANCELLED, 'payment_link.cancelled');
    } else if (link.status === OPEN && truth.status === SessionStatus.DISABLED) {
      const closing = await this.work.latest(tx, link.id, 'CLOSE_SESSION');
      const becomes = closing?.isInFlight ? (closing.input as unknown as CloseInput).becomes : DISABLED;
      await this.move(
        tx,
        link,
        becomes,
        becomes === EXPIRED ? 'payment_link.expired' : 'payment_link.disabled',
      );
    }
  }

  /**
   * The moment of expiresAt: a live session is ended at the provider first, since the consumer may be paying.
   * A consumer's own link under a printed one ends with its session: opening that one again gives the next.
   */
  private async endOffer(tx: EntityManager, link: PaymentLink, session: HostedSession | null): Promise<void> {
    const hasRunOut = link.parentId !== null && session?.status === SessionStatus.EXPIRED;
    if (link.status !== OPEN || !(hasRunOut || link.isOver(this.clock.now()))) return;
    if (!session || hasEnded(session.status)) return this.move(tx, link, EXPIRED, 'payment_link.expired');
    await this.ender.request(tx, link, EXPIRED);
  }

  private async move(
    tx: EntityManager,
    link: PaymentLink,
    status: PaymentLinkStatus,
    type: EventType,
  ): Promise<void> {
    await this.links.change(tx, link, status);
    await this.reusable.endChildren(tx, link, status);
    const { merchantId, id: paymentLinkId } = link;
    const occurredAt = this.clock.now();
    await this.events.append(tx, { merchantId, paymentLinkId, type, data: {}, occurredAt });
  }
}
