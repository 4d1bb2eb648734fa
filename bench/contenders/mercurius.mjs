// Mercurius with its in-memory PubSub, as its documentation shows it.
import fastify from 'fastify';
import mercurius from 'mercurius';
import { answering } from '../lib/processes.mjs';
import { counting, publishEach, subscribers, TYPE_DEFS } from './schema.mjs';

const app = fastify();
await app.register(mercurius, {
  schema: TYPE_DEFS,
  subscription: true,
  resolvers: {
    Subscription: {
      paymentLinkEvents: {
        subscribe: counting((_root, _args, { pubsub }) => pubsub.subscribe('EVENTS')),
      },
    },
  },
});
const url = await app.listen({ port: 0, host: '127.0.0.1' });

answering({
  url: () => url,
  subscribers,
  publish: (events) =>
    publishEach(events, (payload) => app.graphql.pubsub.publish({ topic: 'EVENTS', payload })),
});
