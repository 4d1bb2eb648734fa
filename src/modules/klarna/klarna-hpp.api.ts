import { Injectable } from '@nestjs/common';

import type {
  CreatedSession,
  DisableOutcome,
  NewHostedSession,
  ProviderDistribution,
  SessionReading,
} from './hosted-session.js';
import { KlarnaHttpClient } from './klarna-http.client.js';
import { KlarnaRejected } from './klarna.errors.js';
import { nullIfMissing } from './missing.js';
import { distributionToWire, hostedSessionToWire, readCreatedSession, readSession } from './wire/hpp.wire.js';

const SESSIONS = '/hpp/v1/sessions';

/** Sessions of the Hosted Payment Page (docs.kustom.co, hosted payment page). Writes take no idempotency key. */
@Injectable()
export class KlarnaHppApi {
  constructor(private readonly http: KlarnaHttpClient) {}

  /**
   * A repeat makes a second session around the same order, with unexpected effects: make a new order instead.
   * @throws KlarnaRejected (404: the order has expired) | KlarnaUnavailable | KlarnaOutcomeUnknown
   */
  createSession(session: NewHostedSession): Promise<CreatedSession> {
    return this.http.write({ method: 'POST', path: SESSIONS, body: hostedSessionToWire(session) }, (answer) =>
      readCreatedSession(answer.body()),
    );
  }

  /** Null: expired or never there; the provider does not tell which. @throws KlarnaRejected | KlarnaUnavailable */
  readSession(sessionId: string): Promise<SessionReading | null> {
    return nullIfMissing(this.http.read(pathOf(sessionId), (answer) => readSession(answer.body())));
  }

  /** Safe to repeat. @throws KlarnaRejected | KlarnaUnavailable | KlarnaOutcomeUnknown */
  async disableSession(sessionId: string): Promise<DisableOutcome> {
    try {
      return await this.http.write({ method: 'DELETE', path: pathOf(sessionId) }, () => 'DISABLED' as const);
    } catch (error) {
      if (!(error instanceof KlarnaRejected) || !error.fromProvider) throw error;
      if (error.httpStatus === 400) return 'ALREADY_COMPLETED';
      if (error.httpStatus === 404) return 'MISSING';
      throw error;
    }
  }

  /**
   * Accepted is not yet delivered: the provider sends some time later. A repeat may send a second message.
   * @throws KlarnaRejected | KlarnaUnavailable | KlarnaOutcomeUnknown
   */
  distribute(sessionId: string, distribution: ProviderDistribution): Promise<void> {
    return this.http.write(
      {
        method: 'POST',
        path: `${pathOf(sessionId)}/distribution`,
        body: distributionToWire(distribution),
      },
      () => undefined,
    );
  }
}

function pathOf(sessionId: string): string {
  return `${SESSIONS}/${encodeURIComponent(sessionId)}`;
}
