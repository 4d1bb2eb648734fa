import type { IncomingMessage, Server } from 'node:http';

import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { HttpAdapterHost, ModuleRef } from '@nestjs/core';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { execute, type ExecutionArgs, type ExecutionResult, type GraphQLError } from 'graphql';
import type { Context, Disposable, ServerOptions } from 'graphql-ws';
import { useServer } from 'graphql-ws/use/ws';
import { type WebSocket, WebSocketServer } from 'ws';

import { maskError } from '../common/errors/mask-errors.js';
import { logUnexpected } from '../common/errors/unexpected.js';
import { MESSAGE_LIMIT_BYTES } from '../common/limits.js';
import { AccessService, type Principal } from '../modules/access/index.js';
import { FanOut, type SinkContext, SocketSink, subscribeShared, TRY_AGAIN } from '../modules/events/index.js';
import { Connections, type RefusalCode } from './connections.js';
import { parseDocument, validateDocument } from './documents.js';
import { GRAPHQL_PATH } from './graphql.options.js';
import { costError } from './request-cost.js';

/** What graphql-ws knows of a socket, and who opened it. */
export type Socket = Context<
  Record<string, unknown>,
  { socket: WebSocket; request: IncomingMessage; principal?: Principal }
>;

const CLOSE_CODES: Record<RefusalCode, number> = { UNAUTHENTICATED: 4401, FORBIDDEN: 4403 };
const GOING_AWAY = 1001;

/** Sockets of graphql-transport-ws: who may open one, and for how long. */
@Injectable()
export class GraphqlSockets implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly leave = new WeakMap<WebSocket, () => void>();
  private served?: Disposable;

  constructor(
    private readonly access: AccessService,
    private readonly fanOut: FanOut,
    private readonly connections: Connections,
    private readonly host: HttpAdapterHost,
    private readonly modules: ModuleRef,
  ) {}

  /** Nest could serve them, but takes messages of a hundred megabytes from anybody. */
  onApplicationBootstrap(): void {
    const sockets = new WebSocketServer({
      noServer: true,
      path: GRAPHQL_PATH,
      maxPayload: MESSAGE_LIMIT_BYTES,
    });
    this.served = useServer(this.options(), sockets);
    const server = this.host.httpAdapter.getHttpServer() as Server;
    server.on('upgrade', (request, socket, head) => {
      if (!request.url?.startsWith(GRAPHQL_PATH)) return;
      sockets.handleUpgrade(request, socket, head, (opened) => sockets.emit('connection', opened, request));
    });
  }

  async onModuleDestroy(): Promise<void> {
    await this.served?.dispose();
  }

  /** Apollo masks what goes over HTTP alone. */
  private options(): ServerOptions<Record<string, unknown>, Socket['extra']> {
    return {
      schema: this.modules.get(GraphQLSchemaHost, { strict: false }).schema,
      context: (socket, id) => this.context(socket, id),
      onConnect: (socket) => this.connect(socket).catch((fault) => this.cutOff(socket, fault)),
      onClose: ({ extra }) => this.leave.get(extra.socket)?.(),
      parse: (source) => parseDocument(typeof source === 'string' ? source : source.body),
      validate: validateDocument,
      execute: (args) => refused(args as ExecutionArgs) ?? execute(args as ExecutionArgs),
      subscribe: (args) => this.subscribe(args as ExecutionArgs),
      onError: (_socket, _id, _payload, errors) => errors.map((error) => maskError(error.toJSON(), error)),
      onNext: (_socket, _id, _payload, _args, result) => masked(result),
    };
  }

  private context({ extra }: Socket, subscriptionId: string): SinkContext {
    const { socket, request, principal = null } = extra;
    return { principal, sink: new SocketSink(socket, request.socket, subscriptionId) };
  }

  private async subscribe(args: ExecutionArgs): ReturnType<typeof subscribeShared> {
    try {
      return refused(args) ?? (await subscribeShared(this.fanOut, args));
    } catch (fault) {
      logUnexpected(fault, 'subscription');
      (args.contextValue as SinkContext).sink?.cutOff();
      return {};
    }
  }

  /** By a fault of ours: its client comes again. */
  private cutOff({ extra }: Socket, fault: unknown): false {
    logUnexpected(fault, 'socket');
    extra.socket.close(TRY_AGAIN, 'Try again');
    return false;
  }

  /** A socket without a valid key is closed before anything is said on it. */
  private async connect(socket: Socket): Promise<boolean> {
    const { connectionParams, extra } = socket;
    const principal = await this.access.authenticate(connectionParams?.authorization);
    if (!principal) {
      extra.socket.close(
        CLOSE_CODES.UNAUTHENTICATED,
        'Send {"authorization": "Bearer <key>"} in connection_init',
      );
      return false;
    }
    // It may have left meanwhile, and would not leave again.
    if (extra.socket.readyState !== extra.socket.OPEN) return false;
    extra.principal = principal;
    const leave = this.connections.add({
      principal,
      refuse: (code, reason) => extra.socket.close(CLOSE_CODES[code], reason),
      goAway: () => extra.socket.close(GOING_AWAY, 'Come again'),
    });
    this.leave.set(extra.socket, leave);
    return true;
  }
}

function refused(args: ExecutionArgs): ExecutionResult | undefined {
  const error = costError(args);
  return error ? { errors: [error] } : undefined;
}

function masked(result: ExecutionResult): ExecutionResult | undefined {
  const mask = (error: GraphQLError) => maskError(error.toJSON(), error);
  return result.errors && ({ ...result, errors: result.errors.map(mask) } as unknown as ExecutionResult);
}
