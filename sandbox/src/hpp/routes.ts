import type { FastifyInstance } from 'fastify';
import { isObject } from '../check.js';
import { ApiError } from '../http/errors.js';
import { bodyOf, Call, noContent, ok, provide } from '../http/provide.js';
import type { World } from '../world.js';
import { settleIdentity } from './consumer.js';
import { distribute } from './distribution.js';
import { presentCreated, presentSession } from './present.js';
import { createSession, disableSession, findSession } from './sessions.js';

const violation = 'CONSTRAINT_VIOLATION';

const theSession = (call: Call) => findSession(call.world, call.account, call.params.session_id!);

/** Hosted Payment Page v1 (docs.klarna.com, hosted payment page: API documentation). */
export function hppRoutes(app: FastifyInstance, world: World): void {
  app.post(
    '/hpp/v1/sessions',
    provide(world, (call) => {
      const session = createSession(world, call.account, bodyOf(call, violation));
      return { status: 201, body: presentCreated(world, session, call.base) };
    }),
  );

  app.get(
    '/hpp/v1/sessions/:session_id',
    provide(world, (call) => ok(presentSession(world, theSession(call)))),
  );

  app.delete(
    '/hpp/v1/sessions/:session_id',
    provide(world, (call) => {
      disableSession(world, theSession(call));
      return noContent;
    }),
  );

  app.post(
    '/hpp/v1/sessions/:session_id/distribution',
    provide(world, (call) => {
      const session = theSession(call);
      const link = presentCreated(world, session, call.base).redirect_url as string;
      distribute(world, session, bodyOf(call, violation), link);
      return noContent;
    }),
  );

  app.post(
    '/hpp/v1/sessions/:session_id/distribution-module/token',
    provide(world, (call) => {
      const session = theSession(call);
      world.state.renewToken(session, world.random.uuid());
      return { status: 201, body: { token: session.moduleToken } };
    }),
  );

  app.get(
    '/hpp/v1/sessions/:session_id/manual-id-check',
    provide(world, (call) => ok(presentSession(world, theSession(call)).manual_identification ?? {})),
  );

  app.post(
    '/hpp/v1/sessions/:session_id/manual-id-check',
    provide(world, (call) => {
      const session = theSession(call);
      const identified = isObject(call.body) ? call.body.identified : undefined;
      if (typeof identified !== 'boolean') throw new ApiError(400, violation, ['Bad value: identified']);
      if (session.status !== 'MANUAL_ID_CHECK') {
        throw new ApiError(400, violation, ['No identity check is asked for']);
      }
      void settleIdentity(world, session, identified);
      return noContent;
    }),
  );
}
