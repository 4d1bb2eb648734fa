import { Injectable } from '@nestjs/common';

import { SessionStatus } from '../../common/payment-link-status.js';
import { KlarnaHppApi, KlarnaOrderManagementApi } from '../klarna/index.js';
import type { HostedSession } from './hosted-session.entity.js';
import { hasEnded } from './hosted-session.state-machine.js';

/** GONE: it had run out. OVERTAKEN: the consumer ended it first, by paying or, in a store, by cancelling. */
export type CloseResult = 'DISABLED' | 'GONE' | 'OVERTAKEN';

const BY_CONSUMER = [SessionStatus.COMPLETED, SessionStatus.CANCELLED];

/** Ends a session at the provider, so that nobody can pay it any more. */
@Injectable()
export class HostedSessionCloser {
  constructor(
    private readonly hpp: KlarnaHppApi,
    private readonly orders: KlarnaOrderManagementApi,
  ) {}

  /** Safe to repeat. @throws KlarnaRejected | KlarnaUnavailable | KlarnaOutcomeUnknown */
  async close(session: HostedSession | null): Promise<CloseResult> {
    if (session && BY_CONSUMER.includes(session.status)) return 'OVERTAKEN';
    if (!session || hasEnded(session.status)) return 'GONE';
    const outcome = await this.hpp.disableSession(session.id);
    if (outcome === 'DISABLED') return 'DISABLED';
    if (outcome === 'ALREADY_COMPLETED') return 'OVERTAKEN';
    // Gone is gone, unless it went by being paid.
    return (await this.orders.readOrder(session.checkoutOrderId)) ? 'OVERTAKEN' : 'GONE';
  }
}
