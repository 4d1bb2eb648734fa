import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

import { Clock } from '../../../common/clock/clock.js';
import { markPaymentLinkDue, type PaymentLinkRecord } from '../../../common/payment-link-record.js';
import { SessionStatus } from '../../../common/payment-link-status.js';
import { hasEnded, HostedSession, HostedSessionReader, HostedSessionsRepository } from '../../hpp/index.js';
import { KlarnaError } from '../../klarna/index.js';
import { OperationsService, type Outcome, outcomeOf } from '../../operations/index.js';

/** Asks the provider, right before a reminder leaves, whether the consumer was faster than our knowledge of it. */
@Injectable()
export class PaidYet {
  constructor(
    private readonly db: DataSource,
    private readonly sessions: HostedSessionsRepository,
    private readonly reader: HostedSessionReader,
    private readonly operations: OperationsService,
    private readonly clock: Clock,
  ) {}

  /** How the reminder ends, or why it waits; null: nobody has paid. */
  async hold(link: PaymentLinkRecord): Promise<Outcome | null> {
    const session = await this.sessions.current(link.id);
    if (!session || (hasEnded(session.status) && session.status !== SessionStatus.COMPLETED)) return null;
    const truth = await this.reader.read(session).catch(refusalOf);
    if ('kind' in truth) return truth;
    const { status, isPaidUnseen } = truth;
    if (status === session.status && !hasEnded(status) && !isPaidUnseen) return null;
    // What was read is for the refresher to apply.
    await markPaymentLinkDue(this.db.manager, link.id, this.clock.now());
    if (isPaidUnseen) return PAID_UNSEEN;
    if (!hasEnded(status) || status === SessionStatus.EXPIRED) return null;
    if (await this.isReplaced(session)) return BEING_REPLACED;
    const message = `Not sent: the consumer's session is ${status}.`;
    return { kind: 'rejected', failure: { code: 'LINK_NOT_OPEN', message } };
  }

  /** We have ended it ourselves, for whoever opens the link just now. */
  private async isReplaced({ id, paymentLinkId }: HostedSession): Promise<boolean> {
    const opening = await this.operations.latest(this.db.manager, paymentLinkId, 'OPEN_SESSION');
    return (opening?.isInFlight ?? false) || (await this.sessions.current(paymentLinkId))?.id !== id;
  }
}

const PAID_UNSEEN: Outcome = {
  kind: 'unavailable',
  failure: {
    code: 'PROVIDER_UNAVAILABLE',
    message: 'The consumer seems to have paid; the order is not shown yet.',
  },
};

const BEING_REPLACED: Outcome = {
  kind: 'unavailable',
  failure: { code: 'PROVIDER_UNAVAILABLE', message: 'The session is being replaced.' },
};

/** A reminder that cannot be asked about waits. */
function refusalOf(error: unknown): Outcome {
  if (!(error instanceof KlarnaError)) throw error;
  const { failure } = outcomeOf(error) as Exclude<Outcome, { kind: 'succeeded' }>;
  return { kind: 'unavailable', failure };
}
