import type { Principal } from '../access/index.js';
import type { EventFeed } from '../events/index.js';
import type { LinkRefresher } from './link.refresher.js';
import type { PaymentLinksRepository } from './payment-links.repository.js';
import { PaymentLinksService } from './payment-links.service.js';

describe('who follows a link', () => {
  it('leaves the log when the link cannot be read, though nobody says so', async () => {
    let isAttached = true;
    const changes = { next: () => new Promise(() => undefined), return: async () => (isAttached = false) };
    const feed = { end: async () => undefined, follow: () => changes } as unknown as EventFeed;
    const links = {
      visible: async () => ({ id: 'link', merchantId: 'merchant' }),
      get: () => Promise.reject(new Error('no connection')),
    } as unknown as PaymentLinksRepository;
    const service = new PaymentLinksService(links, {} as LinkRefresher, feed);

    const states = await service.follow({} as Principal, 'link');

    await expect(states.next()).rejects.toThrow('no connection');
    expect(isAttached).toBe(false);
  });
});
