import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** Keys are long and random, so a plain hash keeps them safe at rest and can be looked up. */
export function hashKey(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}

/** 128 unguessable bits, 22 characters that need no escaping in an address. */
export function randomCode(): string {
  return randomBytes(16).toString('base64url');
}

export function sign(secret: Buffer, text: string): string {
  return createHmac('sha256', secret).update(text).digest('base64url').slice(0, 32);
}

/** Compares in constant time. */
export function isSame(a: string, b: string): boolean {
  return timingSafeEqual(hashKey(a), hashKey(b));
}
