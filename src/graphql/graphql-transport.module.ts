import { Module } from '@nestjs/common';

import { Connections } from './connections.js';
import { EventStreams } from './event-streams.js';
import { GraphqlSockets } from './graphql.sockets.js';

/** The ways in beside HTTP: sockets, and streams of server-sent events. */
@Module({
  providers: [Connections, GraphqlSockets, EventStreams],
  exports: [Connections, GraphqlSockets, EventStreams],
})
export class GraphqlTransportModule {}
