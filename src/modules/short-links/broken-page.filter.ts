import { ArgumentsHost, Catch, ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { linkPage } from './pages/link-page.js';
import { preferredLanguage } from './pages/page-strings.js';
import { show } from './reply.js';

/** A consumer reads a page whatever happens. */
@Catch()
export class BrokenPageFilter implements ExceptionFilter {
  private readonly logger = new Logger(BrokenPageFilter.name);

  async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const isAskedWrongly = error instanceof HttpException && error.getStatus() < 500;
    if (!isAskedWrongly) this.logger.error(error instanceof Error ? error.stack : error);
    const language = preferredLanguage(request.headers['accept-language']);
    const page = linkPage(isAskedWrongly ? 'unknown' : 'broken', language);
    await show(host.switchToHttp().getResponse<FastifyReply>(), page);
  }
}
