import type { FastifyInstance } from 'fastify';
import { ApiError } from './errors.js';

/** Parses JSON bodies; a body that is none is refused in the provider's words, and shown in the journal as it came. */
export function addJsonParser(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    /^application\/([\w.-]+\+)?json\b/i,
    { parseAs: 'string' },
    (request, text, done) => {
      if (text === '') return done(null, undefined);
      if (request.entry) request.entry.body = text;
      try {
        const parsed: unknown = JSON.parse(String(text), withoutPrototypes);
        if (request.entry) request.entry.body = parsed;
        done(null, parsed);
      } catch {
        done(new ApiError(400, 'BAD_REQUEST', ['Body is not valid JSON']));
      }
    },
  );
}

/** `__proto__` as a key could change what other code reads: it is left out. */
const withoutPrototypes = (key: string, value: unknown): unknown => (key === '__proto__' ? undefined : value);
