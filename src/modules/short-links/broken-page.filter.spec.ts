import { Logger } from '@nestjs/common';
import { ExecutionContextHost } from '@nestjs/core/helpers/execution-context-host.js';
import { fastify, type FastifyReply } from 'fastify';

import { BrokenPageFilter } from './broken-page.filter.js';

/** What no header may hold. */
const UNSENDABLE = 'https://sklep.example/dziękuję';

describe('BrokenPageFilter', () => {
  beforeAll(() => Logger.overrideLogger(false));

  async function answerTo(breaking: (reply: FastifyReply) => unknown) {
    const app = fastify();
    app.get('/', async (request, reply) => {
      try {
        await breaking(reply);
      } catch (error) {
        await new BrokenPageFilter().catch(error, new ExecutionContextHost([request, reply]));
      }
    });
    return app.inject('/');
  }

  it('shows its page where the redirect itself could not be sent', async () => {
    const { statusCode, headers, body } = await answerTo((reply) => reply.redirect(UNSENDABLE));

    expect(statusCode).toBe(500);
    expect(headers.location).toBeUndefined();
    expect(body).toContain('<h1>');
  });

  it('says it plainly where even its page cannot be sent', async () => {
    const { statusCode, body } = await answerTo((reply) => reply.header('x-shop', UNSENDABLE).send('hello'));

    expect(statusCode).toBe(500);
    expect(body).toMatch(/try again/);
  });
});
