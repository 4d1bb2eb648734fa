import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';

import { GRAPHQL_PATH } from './graphql.options.js';

const NOT_FOUND = 'HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n';

/**
 * A connection that asks for another protocol is handed over by Node without a listener: whatever nobody takes would
 * stay open for ever, and end the process when it is reset. Sockets of GraphQL are left to those who serve them.
 */
export function refuseForeignUpgrades(server: Server): void {
  server.prependListener('upgrade', (request: IncomingMessage, socket: Duplex) => {
    socket.on('error', () => socket.destroy());
    if (request.url?.startsWith(GRAPHQL_PATH)) return;
    socket.once('finish', () => socket.destroy()).end(NOT_FOUND);
  });
}
