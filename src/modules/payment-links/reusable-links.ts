import { randomUUID } from 'node:crypto';

import { Injectable, Logger } from '@nestjs/common';
import { DataSource, EntityManager } from 'typeorm';

import { Clock } from '../../common/clock/clock.js';
import { NotAllowed, Refusal } from '../../common/errors/expected-errors.js';
import { PaymentLinkStatus } from '../../common/payment-link-status.js';
import { randomCode } from '../access/index.js';
import { EventLog, type EventType } from '../events/index.js';
import { OperationsService } from '../operations/index.js';
import type { Order } from '../order-management/index.js';
import { PaymentLink } from './payment-link.entity.js';
import { PaymentLinksRepository } from './payment-links.repository.js';
import { SessionEnder } from './session-ender.js';

const { CREATING, OPEN, COMPLETED, EXPIRED } = PaymentLinkStatus;
const SURPLUS = { action: 'CANCEL', isSurplus: true };
/** Pages that can be paid at a time under one link: more is no crowd of consumers. */
const PAYABLE_CHILDREN_MAX = 1_000;
/** Who was led to their page and has not opened it by then is not coming; sooner, a crowd would end its own pages. */
const UNOPENED_SECONDS = 3_600;
const WARNING_INTERVAL_MS = 60_000;

/**
 * A link with `maxPayments` above 1 is never paid itself: each consumer who opens it gets a link of their own under it,
 * with an order of their own. The count is kept under the lock of the printed link; an authorization beyond the maximum
 * is cancelled, and no money has moved.
 */
@Injectable()
export class ReusableLinks {
  private readonly logger = new Logger(ReusableLinks.name);
  private readonly warnedAt = new Map<string, number>();

  constructor(
    private readonly db: DataSource,
    private readonly links: PaymentLinksRepository,
    private readonly operations: OperationsService,
    private readonly ender: SessionEnder,
    private readonly events: EventLog,
    private readonly clock: Clock,
  ) {}

  /** A consumer's own link: the one that they were given before, or a new one. @throws Refusal */
  async childFor(parent: PaymentLink, code: string | undefined): Promise<PaymentLink> {
    const earlier = code ? await this.links.byCode(code) : null;
    if (earlier?.parentId === parent.id && (await this.isOnOffer(earlier))) return earlier;
    const { merchantId } = parent;
    const mutation = { merchantId, kind: 'OPEN_SESSION' as const, input: {} };
    const operation = await this.operations.perform(mutation, async (tx) => {
      const current = await this.links.lock(tx, parent.id);
      if (current.status !== OPEN || !(await this.hasRoom(tx, current))) {
        throw new Refusal(new NotAllowed('Nobody else can open this link now.', parent.id));
      }
      const child = newChild(current, this.clock.now());
      await this.links.insert(tx, child);
      return { merchantId, paymentLinkId: child.id, kind: 'OPEN_SESSION', input: {} };
    });
    return this.links.get(operation.paymentLinkId);
  }

  /** Counts a payment, in the transaction that makes the child paid; ends the offer with the last. */
  async count(tx: EntityManager, child: PaymentLink, order: Order): Promise<void> {
    const parent = await this.links.lock(tx, child.parentId!);
    if (parent.paymentCount >= parent.maxPayments) return this.cancelSurplus(tx, parent, child, order);
    await this.links.update(tx, parent, { paymentCount: parent.paymentCount + 1 });
    await this.append(tx, parent, 'payment_link.payment_received', {
      paymentLinkId: child.id,
      orderId: order.id,
      payments: parent.paymentCount,
      maxPayments: parent.maxPayments,
    });
    if (parent.paymentCount < parent.maxPayments || parent.status !== OPEN) return;
    await this.links.change(tx, parent, COMPLETED);
    await this.append(tx, parent, 'payment_link.completed', { payments: parent.paymentCount });
    await this.endChildren(tx, parent, PaymentLinkStatus.DISABLED);
  }

  /** Ends what consumers have open under a link that ends, or that offers something else from now on. */
  async endChildren(tx: EntityManager, parent: PaymentLink, becomes: PaymentLinkStatus): Promise<void> {
    if (parent.maxPayments === 1) return;
    for (const child of await this.links.openChildren(tx, parent.id)) {
      await this.ender.request(tx, child, becomes);
    }
  }

  /** It was paid when as many as may had paid already. */
  async isSurplus({ id, parentId }: PaymentLink, tx: EntityManager): Promise<boolean> {
    if (!parentId) return false;
    const operation = await this.operations.latest(tx, id, 'VOID_ORDER');
    return operation?.input.isSurplus === true;
  }

  /** Where there is none, it is made by ending a page that nobody has opened. */
  private async hasRoom(tx: EntityManager, parent: PaymentLink): Promise<boolean> {
    if ((await this.links.countPayableChildren(tx, parent.id)) < PAYABLE_CHILDREN_MAX) return true;
    this.warnOfCrowd(parent);
    const unopened = await this.links.unopenedChild(tx, parent.id, this.clock.inSeconds(-UNOPENED_SECONDS));
    if (unopened) await this.ender.request(tx, unopened, EXPIRED);
    return unopened !== null;
  }

  private warnOfCrowd({ id }: PaymentLink): void {
    if (performance.now() < (this.warnedAt.get(id) ?? -Infinity) + WARNING_INTERVAL_MS) return;
    this.warnedAt.set(id, performance.now());
    this.logger.warn(
      `Link ${id} is open on ${PAYABLE_CHILDREN_MAX} pages: others get theirs only as those end that nobody has opened`,
    );
  }

  private async isOnOffer(child: PaymentLink): Promise<boolean> {
    if (![OPEN, CREATING].includes(child.status)) return false;
    return !(await this.ender.isClosing(this.db.manager, child.id));
  }

  private async cancelSurplus(
    tx: EntityManager,
    parent: PaymentLink,
    child: PaymentLink,
    order: Order,
  ): Promise<void> {
    await this.operations.enqueue(tx, {
      merchantId: child.merchantId,
      paymentLinkId: child.id,
      kind: 'VOID_ORDER',
      input: { ...SURPLUS, orderRowId: order.rowId, orderId: order.id, currency: order.currency },
      amountMinor: order.remainingMinor,
    });
    await this.append(tx, parent, 'payment_link.surplus_cancelled', {
      paymentLinkId: child.id,
      orderId: order.id,
    });
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

/** The same offer, for one consumer. The reference stays with the printed link, which is unique under it. */
function newChild(parent: PaymentLink, now: Date): PaymentLink {
  return Object.assign(new PaymentLink(), parent, {
    id: randomUUID(),
    code: randomCode(),
    parentId: parent.id,
    reference: null,
    reference2: parent.reference ?? parent.reference2,
    status: CREATING,
    maxPayments: 1,
    paymentCount: 0,
    nextCheckAt: null,
    version: 0,
    createdAt: now,
    updatedAt: now,
  });
}
