import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { Clock } from '../../../common/clock/clock.js';
import { AppConfig } from '../../../common/config/app-config.js';
import { DistributionMethod } from '../distribution.model.js';
import type { SendingRules } from './sending-rules.js';

const DAY_SECONDS = 24 * 3600;
/** What a test account may have the provider send in a day (docs.klarna.com and docs.kustom.co: distribute session). */
const TEST_QUOTAS: Partial<Record<DistributionMethod, number>> = {
  [DistributionMethod.PROVIDER_EMAIL]: 100,
  [DistributionMethod.PROVIDER_SMS]: 20,
};

export interface Sending {
  merchantId: string;
  paymentLinkId: string;
  method: DistributionMethod;
  to: string;
}

/** Why a message may not go out now, and from when on it may. */
export interface Limit {
  reason: string;
  until: Date;
}

/** How often one recipient is written to, and how much a test account may send. Counts what was sent, or may have been. */
@Injectable()
export class SendLimits {
  constructor(
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {}

  /**
   * Those who record a message to the same recipient wait here for each other until the transaction ends, so that who
   * comes later sees the earlier ones. Who writes to several asks for all of them at once: they are taken in one order.
   */
  async lock(tx: EntityManager, merchantId: string, recipients: { to: string }[]): Promise<void> {
    for (const key of recipients.map(({ to }) => `${merchantId} ${to.toLowerCase()}`).sort()) {
      await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 2))', [key]);
    }
  }

  async check(tx: EntityManager, sending: Sending, rules: SendingRules): Promise<Limit | null> {
    await this.lock(tx, sending.merchantId, [sending]);
    return (
      (await this.gap(tx, sending, rules)) ??
      (await this.daily(tx, sending, rules)) ??
      (await this.testQuota(tx, sending))
    );
  }

  /** For a message that was recorded without being checked: counts those before it. */
  async daily(
    tx: EntityManager,
    { merchantId, to }: Sending,
    { maxPerDay }: SendingRules,
    before: { id: string; createdAt: Date } | null = null,
  ): Promise<Limit | null> {
    const rows = await tx.query<{ created_at: Date }[]>(
      `SELECT created_at FROM operations
       WHERE merchant_id = $1 AND kind = 'SEND_LINK' AND lower(input->>'to') = lower($2) AND ${COUNTED}
         AND created_at > $3 AND ($4::uuid IS NULL OR (created_at, id) < ($5, $4))
       ORDER BY created_at DESC LIMIT $6`,
      [
        merchantId,
        to,
        this.dayAgo(before?.createdAt),
        before?.id ?? null,
        before?.createdAt ?? null,
        maxPerDay,
      ],
    );
    if (rows.length < maxPerDay) return null;
    return { reason: `${maxPerDay} messages a day is what one recipient is sent`, until: dayAfter(rows) };
  }

  private async gap(
    tx: EntityManager,
    { paymentLinkId, to }: Sending,
    { minGapSeconds }: SendingRules,
  ): Promise<Limit | null> {
    const [last] = await tx.query<{ created_at: Date }[]>(
      `SELECT created_at FROM operations
       WHERE payment_link_id = $1 AND kind = 'SEND_LINK' AND lower(input->>'to') = lower($2) AND ${COUNTED}
       ORDER BY created_at DESC LIMIT 1`,
      [paymentLinkId, to],
    );
    const until = last && new Date(last.created_at.getTime() + minGapSeconds * 1000);
    if (!until || until <= this.clock.now()) return null;
    return { reason: `The link was sent there less than ${minGapSeconds} seconds ago`, until };
  }

  /** The account's, whichever merchant sends. */
  private async testQuota(tx: EntityManager, { method }: Sending): Promise<Limit | null> {
    const quota = TEST_QUOTAS[method];
    if (quota === undefined || !isTestAccount(this.config)) return null;
    await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 3))', [method]);
    const rows = await tx.query<{ created_at: Date }[]>(
      `SELECT created_at FROM operations
       WHERE kind = 'SEND_LINK' AND input->>'method' = $1 AND ${COUNTED} AND created_at > $2
       ORDER BY created_at DESC LIMIT $3`,
      [method, this.dayAgo(), quota],
    );
    if (rows.length < quota) return null;
    const reason = `${quota} messages a day is what the provider sends for a test account`;
    return { reason, until: dayAfter(rows) };
  }

  private dayAgo(from = this.clock.now()): Date {
    return new Date(from.getTime() - DAY_SECONDS * 1000);
  }
}

/** What was refused, or certainly did not leave, is not counted. */
const COUNTED = `status IN ('REQUESTED', 'SUCCEEDED', 'OUTCOME_UNKNOWN')`;

/** When the oldest of the day's last ones is a day old. */
function dayAfter(rows: { created_at: Date }[]): Date {
  return new Date(rows.at(-1)!.created_at.getTime() + DAY_SECONDS * 1000);
}

/** The sandbox, Kustom's test keys, and either playground. */
function isTestAccount({ KLARNA_API_KEY, KLARNA_API_URL }: AppConfig): boolean {
  return /^kco_test_/.test(KLARNA_API_KEY ?? '') || /\bplayground\b/.test(KLARNA_API_URL ?? '');
}
