// Apollo Server with graphql-ws and the in-memory PubSub of graphql-subscriptions, as its documentation shows it.
import { ApolloServer } from '@apollo/server';
import apollo, { fastifyApolloDrainPlugin } from '@as-integrations/fastify';
import fastify from 'fastify';
import { PubSub } from 'graphql-subscriptions';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import { answering } from '../lib/processes.mjs';
import { publishEach, schemaWith, subscribers } from './schema.mjs';

const pubSub = new PubSub();
pubSub.ee.setMaxListeners(0);
const schema = schemaWith(() => pubSub.asyncIterableIterator('EVENTS'));
const app = fastify();
const server = new ApolloServer({ schema, plugins: [fastifyApolloDrainPlugin(app)] });
await server.start();
await app.register(apollo.default?.(server) ?? apollo(server));
useServer({ schema }, new WebSocketServer({ server: app.server, path: '/graphql' }));
const url = await app.listen({ port: 0, host: '127.0.0.1' });

answering({
  url: () => url,
  subscribers,
  publish: (events) => publishEach(events, (data) => pubSub.publish('EVENTS', data)),
});
