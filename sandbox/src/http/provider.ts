import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Account, authenticate } from '../accounts.js';
import type { FaultRule } from '../faults.js';
import type { RequestEntry } from '../journal.js';
import type { World } from '../world.js';
import { ApiError, codeOf } from './errors.js';
import { categoryOf, liveQuota, Verdict } from './limits.js';

declare module 'fastify' {
  interface FastifyRequest {
    account: Account | null;
    fault: FaultRule | null;
    entry: RequestEntry | null;
    correlationId: string;
  }
}

const maxHeaderBytes = 6 * 1024;
const maxHeadersBytes = 20 * 1024;
const privateHeaders = ['authorization', 'cookie', 'proxy-authorization'];

const isSilent = (fault: FaultRule | null): boolean =>
  fault !== null && fault.kind !== 'slow' && fault.kind !== 'lost_reply';

export const pathOf = (request: FastifyRequest): string => request.url.split('?')[0]!;

/** What every call of a provider API goes through: journal, faults, credentials, quotas, correlation id. */
export function addProviderHooks(app: FastifyInstance, world: World): void {
  app.addHook('onRequest', async (request, reply) => {
    const path = pathOf(request);
    request.entry = world.journal.requests.add({
      at: world.clock.iso(),
      method: request.method,
      path: request.url,
      headers: withoutSecrets(request.headers),
      body: null,
      status: null,
    });
    request.fault = world.faults.take(request.method, path);
    // A call that a fault will swallow is still read, so that the journal can show it.
    if (!isSilent(request.fault)) admit(world, request, reply, path);
  });

  app.addHook('preValidation', async (request, reply) => {
    if (request.entry && request.body !== undefined) request.entry.body ??= request.body;
    if (isSilent(request.fault)) return strike(request.fault!, request, reply);
  });

  app.addHook('onSend', async (request, reply, payload) => {
    if (request.fault?.kind === 'lost_reply') {
      request.raw.socket.destroy();
      return payload;
    }
    reply.header('klarna-correlation-id', request.correlationId);
    if (request.entry) request.entry.status = reply.statusCode;
    if (request.method !== 'GET') world.changed();
    return payload;
  });
}

function withoutSecrets(headers: FastifyRequest['headers']): RequestEntry['headers'] {
  const kept: RequestEntry['headers'] = {};
  for (const [name, value] of Object.entries(headers)) if (!privateHeaders.includes(name)) kept[name] = value;
  return kept;
}

const rateHeaders = ({ limit, remaining, resetSeconds }: Verdict): Record<string, string> => ({
  'x-ratelimit-limit': `${limit}, ${limit};w=1`,
  'x-ratelimit-remaining': String(remaining),
  'x-ratelimit-reset': String(resetSeconds),
});

function admit(world: World, request: FastifyRequest, reply: FastifyReply, path: string): void {
  const account = authenticate(world.accounts, request.headers.authorization);
  const region = /^api-(na|oc)\./.exec(request.headers.host ?? '')?.[1] ?? (account?.region || 'eu');
  const verdict = world.limits.count(account?.merchantId ?? '', categoryOf(request.method, path));
  reply.headers(rateHeaders(verdict));
  checkHeaderSizes(request.raw.rawHeaders);
  if (!account || account.region !== region) {
    throw new ApiError(401, 'UNAUTHORIZED', ['Missing or wrong credentials']);
  }
  if (!account.active) throw new ApiError(403, 'MERCHANT_INACTIVE', ['Merchant is not activated']);
  if (!verdict.allowed) throw new ApiError(429, 'TOO_MANY_REQUESTS', ['Too many requests']);
  request.account = account;
}

function checkHeaderSizes(rawHeaders: string[]): void {
  let total = 0;
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const size = rawHeaders[i]!.length + rawHeaders[i + 1]!.length;
    total += size;
    if (size > maxHeaderBytes || total > maxHeadersBytes) {
      throw new ApiError(431, codeOf(431), ['Request headers too large']);
    }
  }
}

const gatewayPage = (status: number): string =>
  `<!DOCTYPE html><html><head><title>${status}</title></head><body><h1>${status}</h1><p>The gateway could not serve this request.</p></body></html>`;

/** Fails a call without doing its work. */
function strike(fault: FaultRule, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  switch (fault.kind) {
    case 'timeout':
      return reply.hijack();
    case 'reset':
      reply.hijack();
      request.raw.socket.resetAndDestroy();
      return reply;
    case 'html': {
      const status = fault.status ?? 502;
      return reply.code(status).type('text/html; charset=utf-8').send(gatewayPage(status));
    }
    case 'status':
    case 'slow':
    case 'lost_reply': {
      const status = fault.status ?? 503;
      const limit = liveQuota.others_per_second;
      reply.headers(
        rateHeaders({ allowed: false, limit, remaining: status === 429 ? 0 : limit, resetSeconds: 1 }),
      );
      throw new ApiError(status, codeOf(status), ['Injected fault']);
    }
  }
}
