import { Injectable, OnModuleInit } from '@nestjs/common';
import { DataSource, EntityManager } from 'typeorm';

import { Clock } from '../../common/clock/clock.js';
import { AppConfig } from '../../common/config/app-config.js';
import { PaymentLinkRecord, readPaymentLink } from '../../common/payment-link-record.js';
import { killPoint } from '../../common/process/kill-point.js';
import { EventLog } from '../events/index.js';
import { HostedSessionsRepository } from '../hpp/index.js';
import { KlarnaHppApi } from '../klarna/index.js';
import { MerchantsService } from '../merchants/index.js';
import {
  Failure,
  Operation,
  OperationHandler,
  OperationRunner,
  OperationsRepository,
  Outcome,
  providerOutcome,
} from '../operations/index.js';
import { DistributionMethod } from './distribution.model.js';
import type { DistributionRequest } from './distribution.request.js';
import { MailSender } from './senders/mail.sender.js';
import { SendOutcomeUnknown, SendRejected, SendUnavailable } from './senders/send.errors.js';
import { SmsSender } from './senders/sms.sender.js';
import { linkEmail, linkSms, LinkMessageValues } from './templates/link-message.js';

const SMS_FROM = 'Paylink';
const HANDED_OVER =
  'It was handed over and not answered. It is not repeated by itself, since it may have arrived.';

/** Sends a link, at most once: what may have been handed over is never sent again by itself. */
@Injectable()
export class SendLinkHandler implements OperationHandler, OnModuleInit {
  readonly kind = 'SEND_LINK';
  readonly isRepeatHarmless = false;

  constructor(
    private readonly runner: OperationRunner,
    private readonly operations: OperationsRepository,
    private readonly db: DataSource,
    private readonly mail: MailSender,
    private readonly sms: SmsSender,
    private readonly hpp: KlarnaHppApi,
    private readonly sessions: HostedSessionsRepository,
    private readonly merchants: MerchantsService,
    private readonly events: EventLog,
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.runner.register(this);
  }

  async perform(operation: Operation): Promise<Outcome> {
    if (operation.result?.handedOver) return { kind: 'unknown', failure: unknown() };
    const { merchantId, paymentLinkId } = operation;
    const link = await readPaymentLink(this.db.manager, { merchantId, id: paymentLinkId });
    if (link?.status !== 'OPEN') {
      return {
        kind: 'rejected',
        failure: { code: 'LINK_NOT_OPEN', message: `Not sent: the link is ${link?.status ?? 'gone'}.` },
      };
    }
    const request = operation.input as unknown as DistributionRequest;
    // Recorded before it leaves: a process that dies in between must not send it twice.
    await this.operations.save(this.db.manager, operation.id, { result: { handedOver: true } });
    killPoint('send-link.recorded');
    const outcome = await this.send(operation.id, request, link);
    killPoint('send-link.sent');
    if (outcome.kind === 'unavailable')
      await this.operations.save(this.db.manager, operation.id, { result: null });
    return outcome;
  }

  async settle(tx: EntityManager, operation: Operation, outcome: Outcome): Promise<void> {
    if (operation.isInFlight || operation.status === 'ABANDONED') return;
    const { merchantId, paymentLinkId } = operation;
    const type = operation.status === 'SUCCEEDED' ? 'link.sent' : 'link.send_failed';
    const failure = outcome.kind === 'succeeded' ? {} : { failure: outcome.failure.message };
    const data = { id: operation.id, method: operation.input.method, ...failure };
    await this.events.append(tx, { merchantId, paymentLinkId, type, data, occurredAt: this.clock.now() });
  }

  private async send(
    id: string,
    { method, to, phoneCountry }: DistributionRequest,
    link: PaymentLinkRecord,
  ): Promise<Outcome> {
    switch (method) {
      case DistributionMethod.EMAIL: {
        const messageId = `<${id}@${new URL(this.config.publicUrl).hostname}>`;
        return ownOutcome(async () =>
          this.mail.send({ to, messageId, ...linkEmail(await this.values(link)) }),
        );
      }
      case DistributionMethod.SMS:
        return ownOutcome(async () =>
          this.sms.send({ from: SMS_FROM, to, text: linkSms(await this.values(link)) }),
        );
      case DistributionMethod.PROVIDER_EMAIL:
        return this.byProvider(link, (sessionId) =>
          this.hpp.distribute(sessionId, { method: 'EMAIL', email: to }),
        );
      case DistributionMethod.PROVIDER_SMS:
        return this.byProvider(link, (sessionId) =>
          this.hpp.distribute(sessionId, {
            method: 'SMS',
            phone: to,
            phoneCountry: phoneCountry ?? link.country,
          }),
        );
    }
  }

  private async byProvider(
    link: PaymentLinkRecord,
    send: (sessionId: string) => Promise<void>,
  ): Promise<Outcome> {
    const session = await this.sessions.current(link.id);
    if (session?.isPayableFor(0, this.clock.now())) return providerOutcome(() => send(session.id));
    const message =
      'The hosted session has ended, and the provider sends only live ones. Send the link by EMAIL or SMS.';
    return { kind: 'rejected', failure: { code: 'LINK_NOT_OPEN', message } };
  }

  private async values(link: PaymentLinkRecord): Promise<LinkMessageValues> {
    const { name: merchantName, timeZone } = await this.merchants.get(link.merchantId);
    return { ...link, merchantName, timeZone, url: `${this.config.publicUrl}/l/${link.code}` };
  }
}

async function ownOutcome(send: () => Promise<void>): Promise<Outcome> {
  try {
    await send();
    return { kind: 'succeeded', result: {} };
  } catch (error) {
    if (error instanceof SendUnavailable)
      return { kind: 'unavailable', failure: { code: 'PROVIDER_UNAVAILABLE', message: error.message } };
    if (error instanceof SendRejected)
      return { kind: 'rejected', failure: { code: 'PROVIDER_REJECTED', message: error.message } };
    if (error instanceof SendOutcomeUnknown) return { kind: 'unknown', failure: unknown() };
    throw error;
  }
}

function unknown(): Failure {
  return { code: 'OUTCOME_UNKNOWN', message: HANDED_OVER };
}
