// GraphQL Yoga with its own PubSub over graphql-ws, as its documentation shows it.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { useServer } from 'graphql-ws/use/ws';
import { createPubSub, createYoga } from 'graphql-yoga';
import { WebSocketServer } from 'ws';
import { answering } from '../lib/processes.mjs';
import { publishEach, schemaWith, subscribers } from './schema.mjs';

const pubSub = createPubSub();
const yoga = createYoga({ schema: schemaWith(() => pubSub.subscribe('EVENTS')), logging: false });
const http = createServer(yoga);
useServer(
  {
    execute: (args) => args.rootValue.execute(args),
    subscribe: (args) => args.rootValue.subscribe(args),
    onSubscribe: async (context, _id, params) => {
      const { schema, execute, subscribe, contextFactory, parse, validate } = yoga.getEnveloped({
        ...context,
        req: context.extra.request,
        socket: context.extra.socket,
        params,
      });
      const args = {
        schema,
        operationName: params.operationName,
        document: parse(params.query),
        variableValues: params.variables,
        contextValue: await contextFactory(),
        rootValue: { execute, subscribe },
      };
      const errors = validate(args.schema, args.document);
      return errors.length > 0 ? errors : args;
    },
  },
  new WebSocketServer({ server: http, path: '/graphql' }),
);
http.listen(0, '127.0.0.1');
await once(http, 'listening');

answering({
  url: () => `http://127.0.0.1:${http.address().port}`,
  subscribers,
  publish: (events) => publishEach(events, (data) => pubSub.publish('EVENTS', data)),
});
