// The floor: what a process that only writes can do. Each event is serialised once, and nothing else is done.
import { once } from 'node:events';
import { WebSocketServer } from 'ws';
import { answering } from '../lib/processes.mjs';
import { publishEach } from './schema.mjs';

const server = new WebSocketServer({ port: 0, host: '127.0.0.1', path: '/graphql' });
const subscribed = [];
server.on('connection', (socket) =>
  socket.on('message', (data) => {
    const { type } = JSON.parse(data);
    if (type === 'connection_init') socket.send('{"type":"connection_ack"}');
    if (type === 'subscribe') subscribed.push(socket);
  }),
);

answering({
  async url() {
    if (!server.address()) await once(server, 'listening');
    return `http://127.0.0.1:${server.address().port}`;
  },
  subscribers: () => subscribed.length,
  publish: (events) =>
    publishEach(events, (data) => {
      const id = '00000000-0000-4000-8000-000000000000';
      const message = Buffer.from(JSON.stringify({ id, type: 'next', payload: { data } }));
      for (const socket of subscribed) socket.send(message, { binary: false });
    }),
});
