import type { IncomingMessage } from 'node:http';

import { Injectable, Logger, OnApplicationBootstrap } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import type { ExecutionArgs, ExecutionResult, GraphQLError } from 'graphql';
import type { Context, ServerOptions } from 'graphql-ws';
import type { WebSocket } from 'ws';

import { Clock } from '../common/clock/clock.js';
import { maskError } from '../common/errors/mask-errors.js';
import { AccessService, type Principal } from '../modules/access/index.js';
import { FanOut, type SinkContext, SocketSink, subscribeShared } from '../modules/events/index.js';
import { parseDocument, validateDocument } from './documents.js';

/** What graphql-ws knows of a socket, and who opened it. */
export type Socket = Context<
  Record<string, unknown>,
  { socket: WebSocket; request: IncomingMessage; principal?: Principal }
>;

export function isSocket(request: object): request is Socket {
  return 'extra' in request;
}

const UNAUTHORIZED = 4401;
const FORBIDDEN = 4403;
const RECHECK_INTERVAL_MS = 5_000;

/** Sockets of graphql-transport-ws: who may open one, and for how long. */
@Injectable()
export class GraphqlSockets implements OnApplicationBootstrap {
  private readonly logger = new Logger(GraphqlSockets.name);
  private readonly open = new Set<Socket>();

  constructor(
    private readonly access: AccessService,
    private readonly fanOut: FanOut,
    private readonly clock: Clock,
    private readonly scheduler: SchedulerRegistry,
  ) {}

  onApplicationBootstrap(): void {
    const recheck = (): void =>
      void this.recheck().catch((error: unknown) =>
        this.logger.warn(`Keys cannot be checked: ${String(error)}`),
      );
    this.scheduler.addInterval('sockets', setInterval(recheck, RECHECK_INTERVAL_MS));
    this.clock.onJump(recheck);
  }

  /** Nest hands on to graphql-ws whatever is here, though its type names less. Apollo masks what goes over HTTP alone. */
  get options(): object {
    const options: Partial<ServerOptions<Record<string, unknown>, Socket['extra']>> = {
      onConnect: (socket) => this.connect(socket as Socket),
      onClose: (socket) => void this.open.delete(socket as Socket),
      parse: (source) => parseDocument(typeof source === 'string' ? source : source.body),
      validate: validateDocument,
      subscribe: (args) => subscribeShared(this.fanOut, args as ExecutionArgs),
      onError: (_socket, _id, _payload, errors) => errors.map((error) => maskError(error.toJSON(), error)),
      onNext: (_socket, _id, _payload, _args, result) => masked(result),
    };
    return options;
  }

  context({ extra }: Socket, subscriptionId: string): SinkContext {
    const { socket, request, principal = null } = extra;
    return { principal, sink: new SocketSink(socket, request.socket, subscriptionId) };
  }

  /** A socket without a valid key is closed before anything is said on it. */
  private async connect(socket: Socket): Promise<boolean> {
    const { connectionParams, extra } = socket;
    const principal = await this.access.authenticate(connectionParams?.authorization);
    if (!principal) {
      extra.socket.close(UNAUTHORIZED, 'Send {"authorization": "Bearer <key>"} in connection_init');
      return false;
    }
    extra.principal = principal;
    this.open.add(socket);
    return true;
  }

  /** What was valid when the socket was opened may be so no longer. */
  private async recheck(): Promise<void> {
    const sockets = [...this.open];
    const keyIds = new Set(sockets.flatMap(({ extra }) => extra.principal?.keyId ?? []));
    const revoked = await this.access.revoked([...keyIds]);
    const now = this.clock.now();
    for (const { extra } of sockets) {
      const { keyId, expiresAt } = extra.principal!;
      if (expiresAt && expiresAt <= now)
        extra.socket.close(UNAUTHORIZED, 'The token has expired; get a new one');
      if (keyId && revoked.has(keyId)) extra.socket.close(FORBIDDEN, 'The key was revoked');
    }
  }
}

function masked(result: ExecutionResult): ExecutionResult | undefined {
  const mask = (error: GraphQLError) => maskError(error.toJSON(), error);
  return result.errors && ({ ...result, errors: result.errors.map(mask) } as unknown as ExecutionResult);
}
