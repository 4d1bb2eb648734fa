import { existsSync } from 'node:fs';
import { join } from 'node:path';

import fastifyStatic from '@fastify/static';
import { Logger, type LoggerService, type LogLevel } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';

import { openAppDatabase } from './app.database.js';
import { AppModule } from './app.module.js';
import { EventStreams } from './graphql/event-streams.js';
import { refuseForeignUpgrades } from './graphql/foreign-upgrades.js';
import type { AppConfig } from './common/config/app-config.js';
import { MESSAGE_LIMIT_BYTES } from './common/limits.js';

const PROVIDER_CALLBACK = /^\/callbacks\/(session|push|notification)\//;
const DASHBOARD = join(import.meta.dirname, '../dashboard/dist');

/** The whole application, ready to listen. @param config complete, as AppModule takes it */
export async function createApp(
  config: AppConfig,
  logger: LoggerService | LogLevel[],
): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: MESSAGE_LIMIT_BYTES,
    trustProxy: true,
    forceCloseConnections: true,
    // A slash behind a copied address does no harm.
    routerOptions: { ignoreTrailingSlash: true },
  });
  Logger.overrideLogger(logger);
  const database = await openAppDatabase(config.DATABASE_URL!, new Logger('Database'));
  const rooms = AppModule.for(config, database);
  const app = await NestFactory.create<NestFastifyApplication>(rooms, adapter, {
    logger,
    abortOnError: false,
  });
  refuseForeignUpgrades(app.getHttpServer());
  const fastify = app.getHttpAdapter().getInstance();
  // The provider's callbacks are taken with any body, or with none, whatever they call it: it is not believed anyway.
  fastify.addHook('onRequest', async ({ headers, url }) => {
    if (PROVIDER_CALLBACK.test(url)) delete headers['content-type'];
  });
  fastify.addContentTypeParser('*', (_request, payload, done) => {
    payload
      .resume()
      .once('end', () => done(null, undefined))
      .once('error', done);
  });
  const streams = app.get(EventStreams);
  fastify.addHook('preHandler', async (request, reply) => {
    if (streams.isWanted(request)) await streams.serve(request, reply);
  });
  if (existsSync(DASHBOARD)) {
    await fastify.register(fastifyStatic, {
      root: DASHBOARD,
      wildcard: false,
      decorateReply: false,
      cacheControl: false,
    });
  }
  return app;
}
