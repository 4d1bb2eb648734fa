import { START } from './cursor.js';
import { EventFeed, type EventListener } from './event-feed.js';
import type { EventLog } from './event-log.js';
import type { LogTail } from './log-tail.js';

const SCOPE = { merchantId: 'merchant' };

describe('the feed', () => {
  it('keeps nothing for a follower whose reading failed, though it does not say that it leaves', async () => {
    const log = { read: () => Promise.reject(new Error('no connection')) } as unknown as EventLog;
    const feed = new EventFeed(log, { listen: () => undefined } as unknown as LogTail);
    const attached = (feed as unknown as { listeners: Map<string, Set<EventListener>> }).listeners;

    const events = feed.follow(SCOPE, START);
    const attachedAtFirst = attached.size;

    await expect(events.next()).rejects.toThrow('no connection');
    expect(attachedAtFirst).toBe(1);
    expect(attached.size).toBe(0);
  });
});
