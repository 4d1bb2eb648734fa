import fastify, { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { checkoutRoutes } from './checkout/routes.js';
import { runPushes } from './checkout/push.js';
import { controlRoutes } from './controls/routes.js';
import { hppRoutes } from './hpp/routes.js';
import { retryStatusCallbacks } from './hpp/status-callback.js';
import { addJsonParser } from './http/body.js';
import { ApiError, codeOf, toApiError } from './http/errors.js';
import { addProviderHooks, pathOf } from './http/provider.js';
import { runNotifications } from './order-management/fraud.js';
import { orderManagementRoutes } from './order-management/routes.js';
import { consoleRoutes } from './pages/console.js';
import { pageRoutes } from './pages/routes.js';
import type { World } from './world.js';

const maxBodyBytes = 1024 * 1024;

function sendError(world: World, error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const refusal = toApiError(error);
  if (refusal.status >= 500 && !(error instanceof ApiError))
    process.stderr.write(`${String((error as Error).stack)}\n`);
  const correlationId = request.correlationId || world.trace.uuid();
  return reply.code(refusal.status).send({
    error_code: refusal.code,
    error_messages: refusal.messages,
    correlation_id: correlationId,
  });
}

/** The whole sandbox as one HTTP application. */
export function createApp(world: World): FastifyInstance {
  const app = fastify({
    bodyLimit: maxBodyBytes,
    forceCloseConnections: true,
    // A link that is merely looked at must not count as opened.
    exposeHeadRoutes: false,
    http: { maxHeaderSize: 64 * 1024 },
    routerOptions: { maxParamLength: 1000 },
    frameworkErrors: (error, request, reply) => void sendError(world, error, request, reply),
    clientErrorHandler: (_error, socket) => {
      const body = JSON.stringify({
        error_code: codeOf(400),
        error_messages: ['Malformed request'],
        correlation_id: '',
      });
      if (!socket.writable) return;
      socket.end(
        `HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`,
      );
    },
  });
  const routes = knownRoutes(app);
  app.decorateRequest('account', null);
  app.decorateRequest('fault', null);
  app.decorateRequest('entry', null);
  app.decorateRequest('correlationId', '');
  app.addHook('onRequest', async (request) => {
    request.correlationId = world.trace.uuid();
  });
  addJsonParser(app);
  app.setErrorHandler((error, request, reply) => sendError(world, error, request, reply));
  app.setNotFoundHandler((request) => refuseUnknown(request, routes));

  void app.register(async (provider) => {
    addProviderHooks(provider, world);
    checkoutRoutes(provider, world);
    hppRoutes(provider, world);
    orderManagementRoutes(provider, world);
    // Unknown paths of the APIs pass the same hooks: they are journalled and need credentials too.
    for (const api of ['checkout', 'hpp', 'ordermanagement']) {
      provider.all(`/${api}/*`, async (request) => refuseUnknown(request, routes));
    }
  });
  void app.register(async (pages) => pageRoutes(pages, world));
  controlRoutes(app, world);
  consoleRoutes(app);

  runPushes(world);
  retryStatusCallbacks(world);
  runNotifications(world);
  return app;
}

interface KnownRoute {
  method: string;
  path: RegExp;
}

/** Collects what is served, to tell an unknown path from a method that a path does not have. */
function knownRoutes(app: FastifyInstance): KnownRoute[] {
  const routes: KnownRoute[] = [];
  app.addHook('onRoute', ({ method, url }) => {
    if (url.includes('*')) return;
    const path = new RegExp(`^${url.replace(/:\w+(\([^)]*\))?/g, '[^/]+')}$`);
    for (const each of [method].flat()) routes.push({ method: each, path });
  });
  return routes;
}

function refuseUnknown(request: FastifyRequest, routes: KnownRoute[]): never {
  const path = pathOf(request);
  if (routes.some((route) => route.path.test(path))) {
    throw new ApiError(405, 'METHOD_NOT_ALLOWED', [`${request.method} is not allowed here`]);
  }
  throw new ApiError(404, 'NOT_FOUND', ['No such resource']);
}
