import { ArgumentsHost, Catch, ExceptionFilter, HttpException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { logUnexpected } from '../../common/errors/unexpected.js';
import { linkPage } from './pages/link-page.js';
import { preferredLanguage } from './pages/page-strings.js';
import { show } from './reply.js';

/** A consumer reads a page whatever happens. */
@Catch()
export class BrokenPageFilter implements ExceptionFilter {
  async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const isAskedWrongly = error instanceof HttpException && error.getStatus() < 500;
    if (!isAskedWrongly) logUnexpected(error, 'page');
    const language = preferredLanguage(request.headers['accept-language']);
    const page = linkPage(isAskedWrongly ? 'unknown' : 'broken', language);
    await show(host.switchToHttp().getResponse<FastifyReply>(), page);
  }
}
