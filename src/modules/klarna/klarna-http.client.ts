import { setTimeout } from 'node:timers/promises';

import { HttpService } from '@nestjs/axios';
import { Injectable } from '@nestjs/common';
import { isAxiosError } from 'axios';
import {
  BrokenCircuitError,
  circuitBreaker,
  ConsecutiveBreaker,
  DelegateBackoff,
  handleAll,
  handleType,
  retry,
  type IRetryBackoffContext,
} from 'cockatiel';

import { AppConfig } from '../../common/config/app-config.js';
import { CallBudget, type CallCategory, categoryOf } from './call-budget.js';
import { judgeRead, judgeWrite, TransportFailure } from './klarna-answer.judge.js';
import { KlarnaOutcomeUnknown, KlarnaUnavailable, type CallName } from './klarna.errors.js';
import { WireAnswer } from './wire/wire-answer.js';

interface KlarnaRead {
  method: 'GET';
  path: string;
  body?: undefined;
  idempotencyKey?: undefined;
}

export interface KlarnaWrite {
  method: 'POST' | 'PATCH' | 'DELETE';
  path: string;
  body?: object;
  /** Sent as `Klarna-Idempotency-Key`; Order Management honours it for 24 hours. */
  idempotencyKey?: string;
}

const FAILURES_TO_OPEN = 8;
const OPEN_MS = 3_000;
const READ_RETRIES = 2;
const LONGEST_RETRY_DELAY_MS = 2_000;

/** Sends calls, repeats reads, spares a provider that is down, and says of each failure what it means. */
@Injectable()
export class KlarnaHttpClient {
  private readonly breaker = circuitBreaker(
    handleAll.orWhenResult((answer) => (answer as WireAnswer).httpStatus >= 500),
    { breaker: new ConsecutiveBreaker(FAILURES_TO_OPEN), halfOpenAfter: OPEN_MS },
  );

  private readonly retries = retry(
    handleType(TransportFailure).orWhenResult((answer) => (answer as WireAnswer).isTransient),
    { maxAttempts: READ_RETRIES, backoff: new DelegateBackoff(retryDelayMs) },
  );

  constructor(
    private readonly http: HttpService,
    private readonly config: AppConfig,
    private readonly budget: CallBudget,
  ) {}

  /**
   * Reads, with up to two more attempts; KLARNA_TIMEOUT_MS bounds them together.
   * @throws KlarnaRejected | KlarnaUnavailable
   */
  async read<T>(path: string, parse: (answer: WireAnswer) => T): Promise<T> {
    const call = `GET ${path}`;
    const deadline = AbortSignal.timeout(this.config.KLARNA_TIMEOUT_MS);
    const answer = await this.retries
      .execute(() => this.exchange({ method: 'GET', path }, deadline), deadline)
      .catch((error: unknown) => {
        throw error instanceof TransportFailure
          ? new KlarnaUnavailable(call, error.code)
          : notAsked(call, error);
      });
    return judgeRead(call, answer, parse);
  }

  /**
   * Writes, once.
   * @throws KlarnaRejected | KlarnaUnavailable | KlarnaOutcomeUnknown
   */
  async write<T>(write: KlarnaWrite, parse: (answer: WireAnswer) => T): Promise<T> {
    const call = `${write.method} ${write.path}`;
    const answer = await this.exchange(write, AbortSignal.timeout(this.config.KLARNA_TIMEOUT_MS)).catch(
      (error: unknown) => {
        if (!(error instanceof TransportFailure)) throw notAsked(call, error);
        throw error.nothingSent
          ? new KlarnaUnavailable(call, error.code)
          : new KlarnaOutcomeUnknown(call, error.code);
      },
    );
    return judgeWrite(call, answer, write.idempotencyKey !== undefined, parse);
  }

  private async exchange(call: KlarnaRead | KlarnaWrite, signal: AbortSignal): Promise<WireAnswer> {
    const category = categoryOf(call.method, call.path);
    await this.waitForTurn(category, signal);
    const answer = await this.send(call, signal);
    this.learn(category, answer);
    return answer;
  }

  private send(call: KlarnaRead | KlarnaWrite, signal: AbortSignal): Promise<WireAnswer> {
    return this.breaker.execute(async () => {
      // Waiting for the breaker's trial call may have used up the time.
      if (signal.aborted) throw new TransportFailure('TIMEOUT_BEFORE_SENDING');
      const { method, path, body, idempotencyKey } = call;
      try {
        const answer = await this.http.axiosRef.request<string>({
          method,
          url: path,
          signal,
          data: body && JSON.stringify(body),
          headers: {
            // Without a body, false keeps axios from calling nothing a form, which is answered with 415.
            'Content-Type': body ? 'application/json' : false,
            ...(idempotencyKey && { 'Klarna-Idempotency-Key': idempotencyKey }),
          },
        });
        return new WireAnswer(answer.status, { ...answer.headers }, answer.data ?? '');
      } catch (error) {
        // The original carries the request's headers, and so the key: only its code goes on.
        throw new TransportFailure(signal.aborted ? 'TIMEOUT' : codeOf(error));
      }
    });
  }

  /** Within the quota that all processes share. @throws OverBudget */
  private async waitForTurn(category: CallCategory, signal: AbortSignal): Promise<void> {
    const waitMs = await this.budget.take(category);
    if (waitMs === null) throw new OverBudget();
    if (waitMs > 0) await setTimeout(waitMs, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) throw new OverBudget();
  }

  /** A quota that cannot be stored now is learned from the next answer. */
  private learn(category: CallCategory, { quota }: WireAnswer): void {
    if (quota) this.budget.learn(category, quota.limitPerSecond, quota.remaining).catch(() => undefined);
  }
}

class OverBudget extends Error {}

function notAsked(call: CallName, error: unknown): unknown {
  if (error instanceof OverBudget) return new KlarnaUnavailable(call, 'the quota is used up', 1);
  return error instanceof BrokenCircuitError
    ? new KlarnaUnavailable(call, 'not asked: recent calls failed', Math.ceil(OPEN_MS / 1000))
    : error;
}

function codeOf(error: unknown): string {
  return (isAxiosError(error) && error.code) || 'UNKNOWN';
}

/** Exponential with jitter; where the provider says when its quota is reset, not before that. */
function retryDelayMs({ attempt, result }: IRetryBackoffContext<unknown>): number {
  const backOffMs = 100 * 4 ** (attempt - 1) * (1 + Math.random());
  const askedForMs = 'value' in result ? ((result.value as WireAnswer).retryAfterSeconds ?? 0) * 1000 : 0;
  return Math.min(Math.max(backOffMs, askedForMs), LONGEST_RETRY_DELAY_MS);
}
