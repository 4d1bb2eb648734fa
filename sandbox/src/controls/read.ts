import type { FastifyRequest } from 'fastify';
import { Check, Fault, Json, object } from '../check.js';
import { badValue } from '../http/errors.js';

/** Reads a control's body, refusing a wrong one with 400. */
export function read(check: Check, body: unknown): Json {
  const faults: Fault[] = [];
  (body === undefined ? object({}) : check)(body ?? {}, '', faults);
  if (body === undefined) check({}, '', faults);
  if (faults.length) throw badValue(faults.map((each) => ({ ...each, path: each.path || 'body' })));
  return (body ?? {}) as Json;
}

/** How many of a list are asked for by `last`. */
export function countOf(request: FastifyRequest): number | undefined {
  const count = Number((request.query as { last?: string }).last);
  return Number.isInteger(count) && count > 0 ? count : undefined;
}
