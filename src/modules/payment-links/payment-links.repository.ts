import { Injectable } from '@nestjs/common';
import { DataSource, EntityManager, In } from 'typeorm';

import { Clock } from '../../common/clock/clock.js';
import { isUuid, lockPaymentLink } from '../../common/payment-link-record.js';
import { PaymentLinkStatus } from '../../common/payment-link-status.js';
import type { Principal } from '../access/index.js';
import { PAYABLE } from '../hpp/index.js';
import { PaymentLink } from './payment-link.entity.js';
import { paymentLinkStates } from './payment-link.state-machine.js';

/** All SQL of single links. Every change goes through `change`, under the link's lock. */
@Injectable()
export class PaymentLinksRepository {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  /** One link, as far as this key or token may see it. */
  async visible({ merchantId, paymentLinkId }: Principal, id: string): Promise<PaymentLink | null> {
    if (!isUuid(id) || (paymentLinkId && paymentLinkId !== id.toLowerCase())) return null;
    return this.db.manager.findOneBy(PaymentLink, { id, merchantId });
  }

  /** The link that holds the reference now. */
  async byReference(
    merchantId: string,
    reference: string,
    tx: EntityManager = this.db.manager,
  ): Promise<PaymentLink | null> {
    const holding = Object.values(PaymentLinkStatus).filter(
      (status) => status !== PaymentLinkStatus.CREATION_FAILED,
    );
    return tx.findOneBy(PaymentLink, { merchantId, reference, status: In(holding) });
  }

  /** The link that a change in flight gives the reference to. */
  async idGettingReference(
    tx: EntityManager,
    merchantId: string,
    reference: string,
  ): Promise<string | undefined> {
    const [row] = await tx.query<{ id: string }[]>(
      `SELECT payment_link_id AS id FROM operations
       WHERE kind = 'UPDATE_LINK' AND status IN ('REQUESTED', 'OUTCOME_UNKNOWN')
         AND merchant_id = $1 AND input->>'reference' = $2`,
      [merchantId, reference],
    );
    return row?.id;
  }

  async byCode(code: string): Promise<PaymentLink | null> {
    // What is no code is not asked for: the database refuses some characters.
    if (!/^[\w-]{1,64}$/.test(code)) return null;
    return this.db.manager.findOneBy(PaymentLink, { code });
  }

  async get(id: string, tx: EntityManager = this.db.manager): Promise<PaymentLink> {
    return tx.findOneByOrFail(PaymentLink, { id });
  }

  async byIds(ids: string[]): Promise<Map<string, PaymentLink>> {
    const links = await this.db.manager.findBy(PaymentLink, { id: In(ids) });
    return new Map(links.map((link) => [link.id, link]));
  }

  /** Rows that refer to the link may be added meanwhile: whoever holds an order may do so without waiting here. */
  async lock(tx: EntityManager, id: string): Promise<PaymentLink> {
    await lockPaymentLink(tx, id);
    return this.get(id, tx);
  }

  /** Links that consumers have open under a printed one. */
  async openChildren(tx: EntityManager, parentId: string): Promise<PaymentLink[]> {
    return tx.findBy(PaymentLink, {
      parentId,
      status: In([PaymentLinkStatus.CREATING, PaymentLinkStatus.OPEN]),
    });
  }

  /** How many consumers a printed link has now: theirs is being made, or can be paid. */
  async countPayableChildren(tx: EntityManager, parentId: string): Promise<number> {
    const [row] = await tx.query<{ payable: number }[]>(
      `SELECT count(*)::int AS payable FROM payment_links link
       WHERE parent_id = $1 AND status IN ('CREATING', 'OPEN') AND (status = 'CREATING' OR EXISTS (
         SELECT FROM hosted_sessions
         WHERE payment_link_id = link.id AND status = ANY ($2) AND expires_at > $3
       ))`,
      [parentId, PAYABLE, this.clock.now()],
    );
    return row!.payable;
  }

  /** Of the consumers' links whose page nobody has opened, the one that was given out first, if before this instant. */
  async unopenedChild(tx: EntityManager, parentId: string, before: Date): Promise<PaymentLink | null> {
    const [row] = await tx.query<{ id: string }[]>(
      `SELECT link.id FROM payment_links link JOIN hosted_sessions session ON session.payment_link_id = link.id
       WHERE parent_id = $1 AND link.status = 'OPEN' AND session.status = 'WAITING' AND session.created_at < $2
         AND session.expires_at > $3 AND NOT EXISTS (
           SELECT FROM operations WHERE operations.payment_link_id = link.id AND kind = 'CLOSE_SESSION'
             AND operations.status IN ('REQUESTED', 'OUTCOME_UNKNOWN')
         )
       ORDER BY session.created_at LIMIT 1`,
      [parentId, before, this.clock.now()],
    );
    return row ? this.get(row.id, tx) : null;
  }

  /** The payments of links, oldest first: as many of each as asked, after the one named. */
  async paidChildren(
    parentIds: string[],
    { first, after }: { first: number; after: string | null },
  ): Promise<Map<string, PaymentLink[]>> {
    if (after !== null && !isUuid(after)) return new Map();
    const page = await this.db.query<{ id: string }[]>(
      `SELECT child.id FROM unnest($1::uuid[]) AS parent (id), LATERAL (
         SELECT id FROM payment_links
         WHERE parent_id = parent.id AND status = 'COMPLETED' AND ($3::uuid IS NULL OR (updated_at, id) > (
           SELECT updated_at, id FROM payment_links WHERE parent_id = parent.id AND id = $3
         ))
         ORDER BY updated_at, id LIMIT $2
       ) child`,
      [parentIds, first, after],
    );
    const paid = await this.db.manager.find(PaymentLink, {
      where: { id: In(page.map(({ id }) => id)) },
      order: { updatedAt: 'ASC', id: 'ASC' },
    });
    const ofParent = new Map(parentIds.map((id) => [id, [] as PaymentLink[]]));
    paid.forEach((link) => ofParent.get(link.parentId!)?.push(link));
    return ofParent;
  }

  async insert(tx: EntityManager, link: PaymentLink): Promise<void> {
    await tx.insert(PaymentLink, link as object);
  }

  /** Moves the link on and counts its version. @throws Error for a move that the table of transitions does not have */
  async change(tx: EntityManager, link: PaymentLink, status: PaymentLinkStatus): Promise<void> {
    if (status !== link.status && !paymentLinkStates.may(link.status, status)) {
      throw new Error(`A payment link does not become ${status} from ${link.status}`);
    }
    link.status = status;
    link.version += 1;
    link.updatedAt = this.clock.now();
    await tx.update(
      PaymentLink,
      { id: link.id },
      { status, version: link.version, updatedAt: link.updatedAt },
    );
  }

  /** Changes what is offered, and counts the version. */
  async update(tx: EntityManager, link: PaymentLink, changes: Partial<PaymentLink>): Promise<void> {
    const expiresAt = changes.expiresAt && new Date(changes.expiresAt);
    const given = { ...changes, ...(expiresAt && { expiresAt }) };
    Object.assign(link, given, { version: link.version + 1, updatedAt: this.clock.now() });
    const { version, updatedAt } = link;
    await tx.update(PaymentLink, { id: link.id }, { ...given, version, updatedAt } as object);
  }

  async setNextCheck(tx: EntityManager, link: PaymentLink, at: Date | null): Promise<void> {
    link.nextCheckAt = at;
    await tx.update(PaymentLink, { id: link.id }, { nextCheckAt: at });
  }

  /** Has a link looked at after a while, where its reading failed. */
  async checkIn(id: string, delayMs: number): Promise<void> {
    await this.db.query('UPDATE payment_links SET next_check_at = least(next_check_at, $2) WHERE id = $1', [
      id,
      this.clock.inSeconds(delayMs / 1000),
    ]);
  }

  /**
   * Claims links that are due, oldest first, passing over those that others are claiming right now.
   * Their next check is put off for a while, so that a process that dies meanwhile only delays them.
   */
  async claimDue(limit: number, putOffSeconds: number): Promise<string[]> {
    const [rows] = (await this.db.query(
      `UPDATE payment_links SET next_check_at = $2 WHERE id IN (
         SELECT id FROM payment_links WHERE next_check_at <= $1
         ORDER BY next_check_at LIMIT $3 FOR UPDATE SKIP LOCKED
       ) RETURNING id`,
      [this.clock.now(), this.clock.inSeconds(putOffSeconds), limit],
    )) as [{ id: string }[], number];
    return rows.map(({ id }) => id);
  }
}
