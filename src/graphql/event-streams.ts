import type { ServerResponse } from 'node:http';

import { Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type DocumentNode, type ExecutionResult, getOperationAST, GraphQLError } from 'graphql';

import { maskError } from '../common/errors/mask-errors.js';
import { logUnexpected } from '../common/errors/unexpected.js';
import { AccessService, type Principal, unauthenticated } from '../modules/access/index.js';
import {
  EventStreamSink,
  FanOut,
  isReading,
  type SinkContext,
  subscribeShared,
} from '../modules/events/index.js';
import { type Connection, Connections } from './connections.js';
import { parseDocument, validateDocument } from './documents.js';
import { costError } from './request-cost.js';

const HEARTBEAT_INTERVAL_MS = 15_000;

interface Asked {
  document: DocumentNode;
  operationName?: string | null;
  variables?: Record<string, unknown> | null;
}

/**
 * Subscriptions as server-sent events on /graphql itself, for clients behind proxies that refuse sockets: the protocol
 * of graphql-sse, a connection for each subscription. Each event's id is its cursor, so that a client that comes back
 * with `Last-Event-ID`, as browsers do by themselves, misses nothing.
 */
@Injectable()
export class EventStreams {
  constructor(
    private readonly access: AccessService,
    private readonly fanOut: FanOut,
    private readonly connections: Connections,
    // The schema is made after us, so it is asked for when there is one.
    private readonly modules: ModuleRef,
  ) {}

  /** Clients that take JSON as well, as urql does for every operation, get a stream where they subscribe alone. */
  isWanted(request: FastifyRequest): boolean {
    const { url, headers } = request;
    const accepts = (type: string) => (headers.accept ?? '').includes(type);
    if (!/^\/graphql(\?|$)/.test(url) || !accepts('text/event-stream')) return false;
    if (!accepts('json')) return true;
    try {
      return kindOf(read(request)) === 'subscription';
    } catch {
      return false;
    }
  }

  /** Answers the request with a stream, until either side ends it. */
  async serve(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    reply.hijack();
    const { raw } = reply;
    raw.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache',
      'x-accel-buffering': 'no',
    });
    const sink = new EventStreamSink(raw);
    sink.heartbeat();
    const heartbeat = setInterval(() => sink.heartbeat(), HEARTBEAT_INTERVAL_MS);
    try {
      await this.stream(request, raw, sink);
      sink.complete();
    } catch (error) {
      logUnexpected(error, 'stream');
      sink.cutOff();
    } finally {
      clearInterval(heartbeat);
    }
  }

  private async stream(request: FastifyRequest, raw: ServerResponse, sink: EventStreamSink): Promise<void> {
    const { schema } = this.modules.get(GraphQLSchemaHost, { strict: false });
    const principal = await this.access.authenticate(request.headers.authorization);
    if (!principal) return sink.result(masked({ errors: [unauthenticated()] }));
    let asked: Asked;
    try {
      asked = read(request);
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error;
      return sink.result(masked({ errors: [error] }));
    }
    const { document, operationName, variables } = asked;
    const faults = validateDocument(schema, document);
    if (faults.length > 0) return sink.result(masked({ errors: faults }));
    if (['query', 'mutation'].includes(kindOf(asked) ?? '')) {
      const message =
        'A stream carries a subscription; send queries and mutations with "Accept: application/json"';
      return sink.result(masked({ errors: [badRequest(message)] }));
    }
    const contextValue: SinkContext = { principal, sink, after: lastEventId(request) };
    const args = { schema, document, operationName, variableValues: variables, contextValue };
    const error = costError(args);
    if (error) return sink.result(masked({ errors: [error] }));
    const results = await subscribeShared(this.fanOut, args);
    if (!(Symbol.asyncIterator in results)) return sink.result(masked(results));
    const leave = this.connections.add(connection(principal, raw, sink));
    sink.onClose(() => {
      leave();
      void results.return?.();
    });
    for await (const result of results) {
      sink.result(masked(result));
      if (!(await isReading(sink))) return sink.cutOff();
    }
  }
}

function connection(principal: Principal, raw: ServerResponse, sink: EventStreamSink): Connection {
  return {
    principal,
    refuse(code, reason) {
      // Told before, and it has not read it since.
      if (raw.writableEnded) return void raw.destroy();
      sink.result({ errors: [{ message: reason, extensions: { code } }] });
      sink.complete();
    },
    goAway: () => void raw.end(),
  };
}

/** @throws GraphQLError what a client has to change, in words */
function read({ method, body, query: search }: FastifyRequest): Asked {
  const given = ((method === 'GET' ? search : body) ?? {}) as Record<string, unknown>;
  const { query, operationName } = given;
  const variables = method === 'GET' ? fromJson(given['variables']) : given['variables'];
  if (typeof query !== 'string') throw badRequest('query is a text: the GraphQL document');
  if (operationName != null && typeof operationName !== 'string') throw badRequest('operationName is a text');
  if (typeof (variables ?? {}) !== 'object' || Array.isArray(variables)) {
    throw badRequest('variables is a JSON object');
  }
  return {
    document: parseDocument(query),
    operationName,
    variables: variables as Record<string, unknown> | null | undefined,
  };
}

/** What is no JSON is left as it is, which is no object either. */
function fromJson(text: unknown): unknown {
  try {
    return typeof text === 'string' ? JSON.parse(text) : text;
  } catch {
    return text;
  }
}

function kindOf({ document, operationName }: Asked): string | undefined {
  return getOperationAST(document, operationName)?.operation;
}

function badRequest(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_REQUEST' } });
}

function lastEventId({ headers }: FastifyRequest): string | undefined {
  const id = headers['last-event-id'];
  return typeof id === 'string' && id !== '' ? id : undefined;
}

function masked(result: ExecutionResult): object {
  return result.errors
    ? { ...result, errors: result.errors.map((error) => maskError(error.toJSON(), error)) }
    : result;
}
