import { randomUUID } from 'node:crypto';

import { Injectable } from '@nestjs/common';
import { DataSource, EntityManager, Not } from 'typeorm';

import { Clock } from '../../common/clock/clock.js';
import { SessionStatus } from '../../common/payment-link-status.js';
import type { CreatedSession } from '../klarna/index.js';
import { HostedSession } from './hosted-session.entity.js';

/** All SQL of the hosted sessions. Changes are made under the lock of their link. */
@Injectable()
export class HostedSessionsRepository {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  /** The session that the link leads to now: the newest. */
  async current(paymentLinkId: string, tx: EntityManager = this.db.manager): Promise<HostedSession | null> {
    return tx.findOne(HostedSession, { where: { paymentLinkId }, order: { createdAt: 'DESC' } });
  }

  /** An earlier or the newest session of the link, by its order. */
  async ofOrder(paymentLinkId: string, checkoutOrderId: string): Promise<HostedSession | null> {
    return this.db.manager.findOneBy(HostedSession, { paymentLinkId, checkoutOrderId });
  }

  /** The order is known to be that of another link, whoever names it for this one. */
  async isOfAnother(paymentLinkId: string, checkoutOrderId: string): Promise<boolean> {
    return this.db.manager.existsBy(HostedSession, { paymentLinkId: Not(paymentLinkId), checkoutOrderId });
  }

  async currentOf(paymentLinkIds: string[]): Promise<Map<string, HostedSession>> {
    const sessions = await this.db.manager
      .createQueryBuilder(HostedSession, 'session')
      .distinctOn(['session.paymentLinkId'])
      .where('session.paymentLinkId IN (:...paymentLinkIds)', { paymentLinkIds })
      .orderBy('session.paymentLinkId')
      .addOrderBy('session.createdAt', 'DESC')
      .getMany();
    return new Map(sessions.map((session) => [session.paymentLinkId, session]));
  }

  async add(
    tx: EntityManager,
    link: { id: string; merchantId: string },
    created: Omit<CreatedSession, 'qrCodeUrl' | 'distributionUrl'> & { checkoutOrderId: string },
  ): Promise<void> {
    const now = this.clock.now();
    await tx.insert(HostedSession, {
      rowId: randomUUID(),
      merchantId: link.merchantId,
      paymentLinkId: link.id,
      id: created.sessionId,
      checkoutOrderId: created.checkoutOrderId,
      status: SessionStatus.WAITING,
      redirectUrl: created.redirectUrl,
      manualIdentificationUrl: created.manualIdentificationUrl,
      expiresAt: created.expiresAt,
      createdAt: now,
      updatedAt: now,
    });
  }

  async setStatus(tx: EntityManager, session: HostedSession, status: SessionStatus, at: Date): Promise<void> {
    await tx.update(HostedSession, { rowId: session.rowId }, { status, updatedAt: at });
  }
}
