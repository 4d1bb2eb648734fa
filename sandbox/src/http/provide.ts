import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Account } from '../accounts.js';
import { isObject, Json } from '../check.js';
import type { World } from '../world.js';
import { ApiError, toApiError } from './errors.js';
import { forgetOldKeys, keyLifeMs } from './idempotency.js';
import { pathOf } from './provider.js';

/** One admitted call of a provider API. */
export interface Call {
  world: World;
  account: Account;
  params: Record<string, string>;
  /** Undefined when there was none. */
  body: unknown;
  /** What absolute addresses begin with, as the caller knows this host. */
  base: string;
}

export interface Answer {
  status: number;
  headers?: Record<string, string>;
  body?: unknown;
}

export type Operation = (call: Call) => Answer;

export const noContent: Answer = { status: 204 };
export const ok = (body: unknown): Answer => ({ status: 200, body });

/** What absolute addresses begin with: the host as the caller named it. */
export const baseOf = (world: World, request: FastifyRequest): string =>
  request.headers.host ? `${request.protocol}://${request.headers.host}` : world.info.listening;

/** The body of a call that needs one; the APIs word its absence with different codes. */
export function bodyOf(call: Call, code = 'BAD_VALUE'): Json {
  if (!isObject(call.body)) throw new ApiError(400, code, ['Bad value: body (must be a JSON object)']);
  return call.body;
}

/** Makes a route of an operation; a keyed one runs once per `Klarna-Idempotency-Key`. */
export function provide(world: World, operation: Operation, options: { keyed?: boolean } = {}) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const call: Call = {
      world,
      account: request.account!,
      params: request.params as Record<string, string>,
      body: request.body,
      base: baseOf(world, request),
    };
    const run = async (): Promise<Answer> => {
      if (request.fault?.kind === 'slow') await pause(request.fault.delay_ms ?? 2000);
      return answerOf(operation, call, request.correlationId);
    };
    const key = options.keyed ? request.headers['klarna-idempotency-key'] : undefined;
    const answer = key ? await once(call, `${pathOf(request)} ${String(key)}`, run) : await run();
    reply.code(answer.status).headers(answer.headers ?? {});
    return answer.body === undefined ? reply.send() : reply.send(answer.body);
  };
}

/** Runs an operation and words its refusal; a refusal is an answer like any other. */
function answerOf(operation: Operation, call: Call, correlationId: string): Answer {
  try {
    return operation(call);
  } catch (error) {
    const refusal = toApiError(error);
    if (refusal.status >= 500) process.stderr.write(`${String((error as Error).stack)}\n`);
    return {
      status: refusal.status,
      body: { error_code: refusal.code, error_messages: refusal.messages, correlation_id: correlationId },
    };
  }
}

/**
 * Runs once per merchant, path and key for 24 h; only the key is compared, never the body
 * (docs.klarna.com, idempotency). Answers of 5xx are not kept; a twin of a running call meets 409.
 */
async function once(call: Call, scope: string, run: () => Promise<Answer>): Promise<Answer> {
  const { clock, state } = call.world;
  const id = `${call.account.merchantId} ${scope}`;
  const known = state.keyed.get(id);
  if (known && clock.now() - known.at < keyLifeMs) {
    if (!known.answer)
      throw new ApiError(409, 'CONFLICT', ['The first request with this key is still running']);
    return known.answer;
  }
  forgetOldKeys(state, clock.now());
  state.keyed.delete(id);
  const record = {
    at: clock.now(),
    answer: null as { status: number; headers: Record<string, string>; body: unknown } | null,
  };
  state.keyed.set(id, record);
  const answer = await run();
  if (answer.status >= 500) state.keyed.delete(id);
  else record.answer = { status: answer.status, headers: answer.headers ?? {}, body: answer.body };
  return answer;
}
