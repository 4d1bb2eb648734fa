import { ArgumentsHost, Catch, ExceptionFilter, HttpException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { logUnexpected } from '../../common/errors/unexpected.js';
import { linkPage } from './pages/link-page.js';
import { preferredLanguage } from './pages/page-strings.js';
import { show } from './reply.js';

const PLAIN = 'Something went wrong on our side. Please try again in a moment.';

/** A consumer reads a page whatever happens. Never rejects: nobody is behind it. */
@Catch()
export class BrokenPageFilter implements ExceptionFilter {
  async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const isAskedWrongly = error instanceof HttpException && error.getStatus() < 500;
    if (!isAskedWrongly) logUnexpected(error, 'page');
    const language = preferredLanguage(request.headers['accept-language']);
    const page = linkPage(isAskedWrongly ? 'unknown' : 'broken', language);
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    try {
      // What could not be sent may have been the redirect.
      await show(reply.removeHeader('location'), page);
    } catch (failure) {
      logUnexpected(failure, 'page');
      sayPlainly(reply);
    }
  }
}

/** Past the reply, whose headers may be what cannot be sent. */
function sayPlainly(reply: FastifyReply): void {
  const { raw } = reply.hijack();
  if (raw.headersSent) return void raw.destroy();
  raw.writeHead(500, { 'content-type': 'text/plain; charset=utf-8' }).end(PLAIN);
}
