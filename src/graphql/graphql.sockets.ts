import type { IncomingMessage } from 'node:http';

import { Injectable } from '@nestjs/common';
import { execute, type ExecutionArgs, type ExecutionResult, type GraphQLError } from 'graphql';
import type { Context, ServerOptions } from 'graphql-ws';
import type { WebSocket } from 'ws';

import { maskError } from '../common/errors/mask-errors.js';
import { AccessService, type Principal } from '../modules/access/index.js';
import { FanOut, type SinkContext, SocketSink, subscribeShared } from '../modules/events/index.js';
import { Connections, type RefusalCode } from './connections.js';
import { parseDocument, validateDocument } from './documents.js';
import { costError } from './request-cost.js';

/** What graphql-ws knows of a socket, and who opened it. */
export type Socket = Context<
  Record<string, unknown>,
  { socket: WebSocket; request: IncomingMessage; principal?: Principal }
>;

export function isSocket(request: object): request is Socket {
  return 'extra' in request;
}

const CLOSE_CODES: Record<RefusalCode, number> = { UNAUTHENTICATED: 4401, FORBIDDEN: 4403 };
const GOING_AWAY = 1001;

/** Sockets of graphql-transport-ws: who may open one, and for how long. */
@Injectable()
export class GraphqlSockets {
  private readonly leave = new WeakMap<WebSocket, () => void>();

  constructor(
    private readonly access: AccessService,
    private readonly fanOut: FanOut,
    private readonly connections: Connections,
  ) {}

  /** Nest hands on to graphql-ws whatever is here, though its type names less. Apollo masks what goes over HTTP alone. */
  get options(): object {
    const options: Partial<ServerOptions<Record<string, unknown>, Socket['extra']>> = {
      onConnect: (socket) => this.connect(socket as Socket),
      onClose: ({ extra }) => this.leave.get(extra.socket)?.(),
      parse: (source) => parseDocument(typeof source === 'string' ? source : source.body),
      validate: validateDocument,
      execute: (args) => refused(args as ExecutionArgs) ?? execute(args as ExecutionArgs),
      subscribe: (args) =>
        refused(args as ExecutionArgs) ?? subscribeShared(this.fanOut, args as ExecutionArgs),
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
