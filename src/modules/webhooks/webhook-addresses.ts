import { setTimeout as delay } from 'node:timers/promises';

import { Injectable } from '@nestjs/common';

import { AppConfig } from '../../common/config/app-config.js';
import { addressesOf } from './host-lookup.js';
import { hostOf, isPublicAddress } from './public-address.js';

const LOOKUP_LIMIT_MS = 3_000;

/** Which addresses an endpoint may have. */
@Injectable()
export class WebhookAddresses {
  constructor(private readonly config: AppConfig) {}

  /** What is wrong with the address, or null. A name that cannot be resolved now is looked at when it is called. */
  async faultOf(address: string): Promise<string | null> {
    const url = new URL(address);
    if (url.username || url.password) {
      return 'Leave out user name and password; verify the signature instead.';
    }
    if (this.config.allowsPrivateWebhooks) return null;
    const addresses = await resolved(hostOf(url));
    if (!addresses.every(isPublicAddress)) {
      return 'The address leads into a private network. Use one that is reached over the internet.';
    }
    return url.protocol === 'https:' ? null : 'Use https: events are not sent in the clear.';
  }
}

async function resolved(host: string): Promise<string[]> {
  const found = addressesOf(host).catch(() => []);
  const limit = delay(LOOKUP_LIMIT_MS, [], { ref: false });
  return (await Promise.race([found, limit])).map(({ address }) => address);
}
