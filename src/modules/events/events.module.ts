import { Global, Module } from '@nestjs/common';

import { EventFeed } from './event-feed.js';
import { EventLog } from './event-log.js';
import { EventsResolver } from './events.resolver.js';
import { EventsService } from './events.service.js';

@Global()
@Module({
  providers: [EventLog, EventFeed, EventsService, EventsResolver],
  exports: [EventLog, EventFeed],
})
export class EventsModule {}
