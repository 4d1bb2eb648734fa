import { randomBytes } from 'node:crypto';

import { Webhook } from 'standardwebhooks';

const SECRET_BYTES = 32;
/** How long a secret that was replaced still signs. */
export const OVERLAP_SECONDS = 24 * 3600;

/** A secret as it is stored; only the newest has no end. */
export interface StoredSecret {
  /** `whsec_…`, as the receiver's library takes it. */
  secret: string;
  /** ISO 8601. */
  expiresAt: string | null;
}

export interface SignedMessage {
  id: string;
  /** In real time: the receiver compares it with its own clock. */
  sentAt: Date;
  body: string;
}

export function newSecret(): StoredSecret {
  return { secret: `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`, expiresAt: null };
}

/** A new secret first; those before it sign on for a while, also one whose answer was lost on the way to its owner. */
export function rotate(secrets: StoredSecret[], now: Date): StoredSecret[] {
  const expiresAt = new Date(now.getTime() + OVERLAP_SECONDS * 1000).toISOString();
  const earlier = valid(secrets, now).map((each) => ({ ...each, expiresAt: each.expiresAt ?? expiresAt }));
  return [newSecret(), ...earlier];
}

/** The headers of Standard Webhooks (standardwebhooks.com), with one signature for each valid secret. */
export function signedHeaders(
  { id, sentAt, body }: SignedMessage,
  secrets: StoredSecret[],
  now: Date,
): Record<string, string> {
  const signatures = valid(secrets, now).map(({ secret }) => new Webhook(secret).sign(id, sentAt, body));
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(sentAt.getTime() / 1000)),
    'webhook-signature': signatures.join(' '),
  };
}

function valid(secrets: StoredSecret[], now: Date): StoredSecret[] {
  return secrets.filter(({ expiresAt }) => expiresAt === null || new Date(expiresAt) > now);
}
