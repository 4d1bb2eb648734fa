import { Injectable } from '@nestjs/common';
import { DataSource, EntityManager } from 'typeorm';

import { Clock } from '../../../common/clock/clock.js';
import { DistributionMethod } from '../distribution.model.js';
import type { DistributionRequest } from '../distribution.request.js';
import type { RemindedLink } from './reminder-plan.js';

export interface DueLink extends RemindedLink {
  id: string;
  merchantId: string;
  country: string;
  consumerEmail: string | null;
  /** A printed link that many pay, or one that was made for somebody who opened such a link. */
  isReusable: boolean;
}

const RECIPIENTS_MAX = 5;

/** All SQL of reminders. */
@Injectable()
export class RemindersRepository {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Locks the link that is due first, passing over those that somebody else holds. */
  async lockDue(tx: EntityManager): Promise<DueLink | null> {
    const [link] = await tx.query<DueLink[]>(
      `SELECT id, merchant_id AS "merchantId", country, created_at AS "createdAt", expires_at AS "expiresAt",
         reminded_until AS "remindedUntil", reminders_sent AS "remindersSent", consumer->>'email' AS "consumerEmail",
         max_payments > 1 OR parent_id IS NOT NULL AS "isReusable"
       FROM payment_links WHERE next_reminder_at <= $1 AND status = 'OPEN'
       ORDER BY next_reminder_at LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED`,
      [this.clock.now()],
    );
    return link ?? null;
  }

  async thinkAgain(tx: EntityManager, linkId: string, at: Date | null): Promise<void> {
    await tx.query('UPDATE payment_links SET next_reminder_at = $2 WHERE id = $1', [linkId, at]);
  }

  async countReminder(tx: EntityManager, linkId: string): Promise<void> {
    await tx.query(
      'UPDATE payment_links SET reminders_sent = reminders_sent + 1, reminded_until = $2 WHERE id = $1',
      [linkId, this.clock.now()],
    );
  }

  /** A link that is due and could not be thought about is left alone for a while. False: there is none. */
  async putOffDue(seconds: number): Promise<boolean> {
    const [, count] = (await this.db.query(
      `UPDATE payment_links SET next_reminder_at = $2 WHERE id IN (
         SELECT id FROM payment_links WHERE next_reminder_at <= $1 AND status = 'OPEN'
         ORDER BY next_reminder_at LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED)`,
      [this.clock.now(), this.clock.inSeconds(seconds)],
    )) as [unknown, number];
    return count > 0;
  }

  /** Those whom our own message about the link has reached; where there is none, the consumer's e-mail. */
  async recipients(tx: EntityManager, link: DueLink): Promise<DistributionRequest[]> {
    const rows = await tx.query<{ input: DistributionRequest; bounced: boolean }[]>(
      `SELECT DISTINCT ON (lower(input->>'to')) input, result ? 'bounced' AS bounced FROM operations
       WHERE payment_link_id = $1 AND kind = 'SEND_LINK' AND status = 'SUCCEEDED'
         AND input->>'method' IN ('EMAIL', 'SMS')
       ORDER BY lower(input->>'to'), created_at DESC`,
      [link.id],
    );
    if (rows.length === 0 && link.consumerEmail)
      return [{ method: DistributionMethod.EMAIL, to: link.consumerEmail }];
    return rows
      .filter(({ bounced }) => !bounced)
      .slice(0, RECIPIENTS_MAX)
      .map(({ input: { method, to, phoneCountry } }) => ({ method, to, phoneCountry }));
  }
}
