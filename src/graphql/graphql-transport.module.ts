import { Module } from '@nestjs/common';

import { EventStreams } from './event-streams.js';
import { GraphqlSockets } from './graphql.sockets.js';

/** The ways in beside HTTP: sockets, and streams of server-sent events. */
@Module({
  providers: [GraphqlSockets, EventStreams],
  exports: [GraphqlSockets, EventStreams],
})
export class GraphqlTransportModule {}
