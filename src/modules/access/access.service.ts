import { randomBytes } from 'node:crypto';

import { Injectable, OnModuleInit } from '@nestjs/common';
import { jwtVerify, SignJWT } from 'jose';
import { DataSource } from 'typeorm';

import { Clock } from '../../common/clock/clock.js';
import { AppConfig } from '../../common/config/app-config.js';
import { Principal, Role } from './principal.js';
import { hashKey, isSame, sign } from './secrets.js';

const CLIENT_TOKEN_LIFE_SECONDS = 3600;
const DEFAULT_MERCHANT = 'default';

/** Knows who is asking, and signs what strangers hand back to us. */
@Injectable()
export class AccessService implements OnModuleInit {
  private secret: Buffer;

  constructor(
    private readonly db: DataSource,
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {}

  async onModuleInit(): Promise<void> {
    this.secret = await this.installationSecret();
    const merchantId = await this.defaultMerchant();
    await this.setKey(merchantId, Role.MERCHANT, 'MERCHANT_API_KEY');
    await this.setKey(merchantId, Role.STOREFRONT, 'STOREFRONT_API_KEY');
  }

  /** Who a `Bearer …` header speaks for, or null. */
  async authenticate(authorization: unknown): Promise<Principal | null> {
    const token = /^Bearer\s+(\S+)$/i.exec(typeof authorization === 'string' ? authorization : '')?.[1];
    if (!token) return null;
    return token.split('.').length === 3 ? this.byClientToken(token) : this.byApiKey(token);
  }

  /** Which of these keys were revoked, or are gone. */
  async revoked(keyIds: string[]): Promise<Set<string>> {
    if (keyIds.length === 0) return new Set();
    const valid = await this.db.query<{ id: string }[]>(
      'SELECT id FROM api_keys WHERE id = ANY ($1::uuid[]) AND revoked_at IS NULL',
      [keyIds],
    );
    const validIds = new Set(valid.map(({ id }) => id));
    return new Set(keyIds.filter((id) => !validIds.has(id)));
  }

  /** A token for a browser: reads and follows one link for an hour. */
  async clientToken(merchantId: string, paymentLinkId: string): Promise<string> {
    const now = Math.floor(this.clock.now().getTime() / 1000);
    return new SignJWT({ merchant: merchantId })
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject(paymentLinkId)
      .setIssuedAt(now)
      .setExpirationTime(now + CLIENT_TOKEN_LIFE_SECONDS)
      .sign(this.secret);
  }

  /** The secret in a link's callback addresses: the provider signs nothing, so the address has to be unguessable. */
  callbackSecret(paymentLinkId: string): string {
    return this.sign('callback', paymentLinkId);
  }

  isCallbackSecret(paymentLinkId: string, given: string): boolean {
    return this.isSigned('callback', paymentLinkId, given);
  }

  /** 32 characters that only this installation can make of a text; those for one purpose are worth nothing for another. */
  sign(purpose: string, text: string): string {
    return sign(this.secret, `${purpose}:${text}`);
  }

  isSigned(purpose: string, text: string, given: string): boolean {
    return isSame(this.sign(purpose, text), given);
  }

  private async byClientToken(token: string): Promise<Principal | null> {
    try {
      const { payload } = await jwtVerify<{ merchant: string }>(token, this.secret, {
        algorithms: ['HS256'],
        currentDate: this.clock.now(),
      });
      const expiresAt = new Date(payload.exp! * 1000);
      return { role: Role.CLIENT, merchantId: payload.merchant, paymentLinkId: payload.sub, expiresAt };
    } catch {
      return null;
    }
  }

  private async byApiKey(key: string): Promise<Principal | null> {
    const [row] = await this.db.query<{ id: string; merchant_id: string; role: Role }[]>(
      'SELECT id, merchant_id, role FROM api_keys WHERE key_hash = $1 AND revoked_at IS NULL',
      [hashKey(key)],
    );
    return row ? { role: row.role, merchantId: row.merchant_id, keyId: row.id } : null;
  }

  private async installationSecret(): Promise<Buffer> {
    await this.db.query('INSERT INTO installation (secret) VALUES ($1) ON CONFLICT DO NOTHING', [
      randomBytes(32),
    ]);
    const [row] = await this.db.query<{ secret: Buffer }[]>('SELECT secret FROM installation');
    return row!.secret;
  }

  private async defaultMerchant(): Promise<string> {
    await this.db.query(
      `INSERT INTO merchants (slug, name) VALUES ($1, 'Paylink') ON CONFLICT (slug) DO NOTHING`,
      [DEFAULT_MERCHANT],
    );
    const [row] = await this.db.query<{ id: string }[]>('SELECT id FROM merchants WHERE slug = $1', [
      DEFAULT_MERCHANT,
    ]);
    return row!.id;
  }

  /**
   * Makes this the one key of its role, so that a key changed in the configuration stops the old one. One that was
   * generated stops none that others have generated: processes with folders of their own may share the database.
   */
  private async setKey(merchantId: string, role: Role, name: 'MERCHANT_API_KEY' | 'STOREFRONT_API_KEY') {
    const key = this.config[name];
    if (!key) return;
    const parameters = [merchantId, role, hashKey(key), this.config.generatedKeys.includes(name)];
    await this.db.query(
      `INSERT INTO api_keys (merchant_id, role, key_hash, is_generated) VALUES ($1, $2, $3, $4)
       ON CONFLICT (key_hash) DO UPDATE SET merchant_id = $1, role = $2, is_generated = $4, revoked_at = NULL`,
      parameters,
    );
    await this.db.query(
      `UPDATE api_keys SET revoked_at = now()
       WHERE merchant_id = $1 AND role = $2 AND key_hash <> $3 AND revoked_at IS NULL AND NOT ($4 AND is_generated)`,
      parameters,
    );
  }
}
