import { readFile } from 'node:fs/promises';
import type { FastifyInstance } from 'fastify';

/** Beside src and dist alike. */
const folder = new URL('../../console/', import.meta.url);

const files: Record<string, [name: string, type: string]> = {
  '/': ['index.html', 'text/html; charset=utf-8'],
  '/console/console.css': ['console.css', 'text/css; charset=utf-8'],
  '/console/console.js': ['console.js', 'text/javascript; charset=utf-8'],
  '/console/views.js': ['views.js', 'text/javascript; charset=utf-8'],
};

const policy = "default-src 'self'; img-src 'self' data:; base-uri 'none'; frame-ancestors 'none'";

/** The console: a page that shows everything live and does what a click asks for. */
export function consoleRoutes(app: FastifyInstance): void {
  for (const [path, [name, type]] of Object.entries(files)) {
    app.get(path, async (_request, reply) =>
      reply
        .type(type)
        .headers({ 'cache-control': 'no-cache', 'content-security-policy': policy })
        .send(await readFile(new URL(name, folder))),
    );
  }
}
