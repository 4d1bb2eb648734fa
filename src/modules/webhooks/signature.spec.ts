import { Webhook } from 'standardwebhooks';

import { newSecret, OVERLAP_SECONDS, rotate, signedHeaders } from './signature.js';

const NOW = new Date('2026-11-24T08:00:00Z');
const later = (seconds: number): Date => new Date(NOW.getTime() + seconds * 1000);

const accepts = (secret: string, headers: Record<string, string>): boolean => {
  try {
    new Webhook(secret).verify('{"type":"order.captured"}', headers);
    return true;
  } catch {
    return false;
  }
};

describe('signatures', () => {
  const message = () => ({ id: 'event-1', sentAt: new Date(), body: '{"type":"order.captured"}' });

  it('are those that the library takes', () => {
    const secret = newSecret();

    const headers = signedHeaders(message(), [secret], NOW);

    expect(secret.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(accepts(secret.secret, headers)).toBe(true);
    expect(accepts(newSecret().secret, headers)).toBe(false);
    expect(accepts(secret.secret, { ...headers, 'webhook-id': 'event-2' })).toBe(false);
  });

  it('are made with every secret that was not replaced longer than a day ago', () => {
    const first = newSecret();
    const twice = rotate(rotate([first], NOW), later(10));
    const [third, second] = twice;

    const during = signedHeaders(message(), twice, later(OVERLAP_SECONDS - 1));
    const between = signedHeaders(message(), twice, later(OVERLAP_SECONDS + 5));
    const after = signedHeaders(message(), twice, later(OVERLAP_SECONDS + 11));

    const secrets = [first.secret, second!.secret, third!.secret];
    expect(secrets.map((each) => accepts(each, during))).toEqual([true, true, true]);
    expect(secrets.map((each) => accepts(each, between))).toEqual([false, true, true]);
    expect(secrets.map((each) => accepts(each, after))).toEqual([false, false, true]);
  });

  it('forget secrets that have ended', () => {
    const once = rotate([newSecret()], NOW);

    expect(rotate(once, later(OVERLAP_SECONDS + 1))).toHaveLength(2);
  });
});
