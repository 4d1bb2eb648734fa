import type { LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';

import ipaddr from 'ipaddr.js';

import { addressesOf } from './host-lookup.js';

/** Thrown for an address that leads into a private network. */
export class PrivateAddressError extends Error {
  constructor() {
    super('The address leads into a private network.');
  }
}

/** An address that is routed on the internet; not one of a private, local, shared, translated or reserved range. */
export function isPublicAddress(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() === 'unicast';
}

/** The host of an address as sockets take it: IPv6 without brackets. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '');
}

/** The host's own address, where it is one. */
export function literalAddress(url: URL): string | null {
  return isIP(hostOf(url)) ? hostOf(url) : null;
}

/** Resolves a name for the socket that is about to be opened, wherever it leads. */
export const freeLookup = lookupBy(addressesOf);

/**
 * The same where a name may not lead inside, so that what was checked is what is connected to.
 * One private address among several is enough to refuse.
 */
export const publicLookup = lookupBy(async (host) => {
  const addresses = await addressesOf(host);
  if (!addresses.every(({ address }) => isPublicAddress(address))) throw new PrivateAddressError();
  return addresses;
});

function lookupBy(find: (host: string) => Promise<LookupAddress[]>): LookupFunction {
  return (host, { all }, callback) => {
    find(host).then(
      (addresses) => {
        const { address, family } = addresses[0]!;
        if (all) callback(null, addresses);
        else callback(null, address, family);
      },
      (error: NodeJS.ErrnoException) => callback(error, []),
    );
  };
}
