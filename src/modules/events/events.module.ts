import { Global, Module } from '@nestjs/common';

import { Relay } from './bus/relay.js';
import { EventFeed } from './event-feed.js';
import { EventLog } from './event-log.js';
import { EventsResolver } from './events.resolver.js';
import { FanOut } from './fan-out/fan-out.js';
import { EventsService } from './events.service.js';
import { LogEpoch } from './log-epoch.js';
import { LogTail } from './log-tail.js';
import { EventPartitions } from './retention/event-partitions.js';
import { EventRetentionJob } from './retention/event-retention.job.js';

@Global()
@Module({
  providers: [
    EventLog,
    LogEpoch,
    Relay,
    LogTail,
    EventFeed,
    FanOut,
    EventsService,
    EventsResolver,
    EventPartitions,
    EventRetentionJob,
  ],
  exports: [EventLog, EventFeed, FanOut, EventRetentionJob],
})
export class EventsModule {}
