import { Injectable } from '@nestjs/common';
import { DataSource, EntityManager } from 'typeorm';

import { Clock } from '../../../common/clock/clock.js';
import { AppConfig } from '../../../common/config/app-config.js';
import { AccessService } from '../../access/index.js';
import { recipientKey } from './recipients.js';

/** Who of a merchant's recipients wants no messages. Kept as keyed hashes: the list tells nobody's address. */
@Injectable()
export class OptOutsService {
  constructor(
    private readonly db: DataSource,
    private readonly access: AccessService,
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {}

  /** Since when the recipient wants no messages; null: they have not said so. */
  async since(merchantId: string, to: string, tx: EntityManager = this.db.manager): Promise<Date | null> {
    const [row] = await tx.query<{ opted_out_at: Date }[]>(
      'SELECT opted_out_at FROM recipient_opt_outs WHERE merchant_id = $1 AND recipient_hash = $2',
      [merchantId, this.hash(to)],
    );
    return row?.opted_out_at ?? null;
  }

  async optOut(merchantId: string, to: string): Promise<void> {
    await this.record(merchantId, this.hash(to));
  }

  async optIn(merchantId: string, to: string): Promise<void> {
    await this.db.query('DELETE FROM recipient_opt_outs WHERE merchant_id = $1 AND recipient_hash = $2', [
      merchantId,
      this.hash(to),
    ]);
  }

  /** The address at which a recipient says that they want no more, in their language. It names nobody. */
  url(merchantId: string, to: string, locale: string): string {
    const subject = `${shortId(merchantId)}${this.hash(to)}`;
    const signature = this.access.sign('optout', subject);
    return `${this.config.publicUrl}/optout/${subject}${signature}?lang=${encodeURIComponent(locale)}`;
  }

  /** The merchant's name, for an address that is one of ours; else null. */
  async merchantOf(token: string): Promise<string | null> {
    const merchantId = this.read(token)?.merchantId;
    if (!merchantId) return null;
    const [row] = await this.db.query<{ name: string }[]>('SELECT name FROM merchants WHERE id = $1', [
      merchantId,
    ]);
    return row?.name ?? null;
  }

  /** @param token as merchantOf has recognised it */
  async optOutByToken(token: string): Promise<void> {
    const { merchantId, hash } = this.read(token)!;
    await this.record(merchantId, hash);
  }

  private read(token: string): { merchantId: string; hash: string } | null {
    const [, id, hash, signature] = /^([\w-]{22})([\w-]{32})([\w-]{32})$/.exec(token) ?? [];
    const isOurs = id && this.access.isSigned('optout', `${id}${hash}`, signature!);
    return isOurs ? { merchantId: Buffer.from(id, 'base64url').toString('hex'), hash: hash! } : null;
  }

  private async record(merchantId: string, hash: string): Promise<void> {
    await this.db.query(
      `INSERT INTO recipient_opt_outs (merchant_id, recipient_hash, opted_out_at) VALUES ($1, $2, $3)
       ON CONFLICT DO NOTHING`,
      [merchantId, hash, this.clock.now()],
    );
  }

  private hash(to: string): string {
    return this.access.sign('recipient', recipientKey(to));
  }
}

/** A UUID in 22 characters: routes take parameters of 100 at most. */
function shortId(uuid: string): string {
  return Buffer.from(uuid.replaceAll('-', ''), 'hex').toString('base64url');
}
