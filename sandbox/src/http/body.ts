import type { FastifyInstance } from 'fastify';
import { ApiError } from './errors.js';

/** Parses JSON bodies; one that is none is refused in the provider's words, and shown in the journal as it came. */
export function addJsonParser(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    /^application\/([\w.-]+\+)?json\b/i,
    { parseAs: 'string' },
    (request, text, done) => {
      if (text === '') return done(null, undefined);
      if (request.entry) request.entry.body = text;
      try {
        const parsed: unknown = JSON.parse(String(text));
        tidy(parsed, 0);
        if (request.entry) request.entry.body = parsed;
        done(null, parsed);
      } catch {
        done(new ApiError(400, 'BAD_REQUEST', ['Body is not valid JSON']));
      }
    },
  );
}

const deepest = 64;

/** Refuses what nests too deep to be handled, and drops `__proto__` keys, which change what other code reads. */
function tidy(value: unknown, depth: number): void {
  if (typeof value !== 'object' || value === null) return;
  if (depth > deepest) throw new Error('nested too deep');
  if (Object.hasOwn(value, '__proto__')) Reflect.deleteProperty(value, '__proto__');
  for (const each of Object.values(value)) tidy(each, depth + 1);
}
