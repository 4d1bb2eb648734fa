import dns, { type LookupAddress } from 'node:dns';

const underWay = new Map<string, Promise<LookupAddress[]>>();

/**
 * All addresses of a name. The process looks up two names at a time, the provider's among them, and no lookup can be
 * called off: while name servers do not answer, everybody who asks for their name waits for the same one.
 */
export function addressesOf(host: string): Promise<LookupAddress[]> {
  const running = underWay.get(host);
  if (running) return running;
  const { promises, ADDRCONFIG: hints } = dns;
  const found = promises.lookup(host, { all: true, hints }).finally(() => underWay.delete(host));
  underWay.set(host, found);
  return found;
}
