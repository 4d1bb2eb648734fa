import { Injectable } from '@nestjs/common';

import { Clock } from '../../../common/clock/clock.js';
import { AppConfig } from '../../../common/config/app-config.js';
import type { PaymentLinkRecord } from '../../../common/payment-link-record.js';
import { HostedSessionsRepository } from '../../hpp/index.js';
import { KlarnaHppApi } from '../../klarna/index.js';
import { type Failure, type Outcome, providerOutcome } from '../../operations/index.js';
import { DistributionMethod } from '../distribution.model.js';
import type { DistributionRequest } from '../distribution.request.js';
import { ReportAddresses } from '../reports/report-addresses.js';
import { OptOutsService } from '../rules/opt-outs.service.js';
import { SendingRulesService } from '../rules/sending.rules.js';
import { MessageKind } from '../templates/message-kind.js';
import { MessageTemplatesService } from '../templates/message-templates.service.js';
import { MailSender } from './mail.sender.js';
import { SendOutcomeUnknown, SendRejected, SendUnavailable } from './send.errors.js';
import { SmsSender } from './sms/sms.sender.js';

/** Hands a link over by one of the four methods, and says how that ended. */
@Injectable()
export class LinkSender {
  constructor(
    private readonly mail: MailSender,
    private readonly sms: SmsSender,
    private readonly hpp: KlarnaHppApi,
    private readonly sessions: HostedSessionsRepository,
    private readonly templates: MessageTemplatesService,
    private readonly optOuts: OptOutsService,
    private readonly rules: SendingRulesService,
    private readonly reports: ReportAddresses,
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {}

  /** @param id of the sending: the same for every attempt */
  async send(id: string, request: DistributionRequest, link: PaymentLinkRecord): Promise<Outcome> {
    const { method, to } = request;
    switch (method) {
      case DistributionMethod.EMAIL:
        return ownOutcome(() => this.byMail(id, request, link));
      case DistributionMethod.SMS:
        return ownOutcome(() => this.bySms(id, request, link));
      case DistributionMethod.PROVIDER_EMAIL:
        return this.byProvider(link, (sessionId) =>
          this.hpp.distribute(sessionId, { method: 'EMAIL', email: to }),
        );
      case DistributionMethod.PROVIDER_SMS: {
        const phoneCountry = request.phoneCountry ?? link.country;
        return this.byProvider(link, (sessionId) =>
          this.hpp.distribute(sessionId, { method: 'SMS', phone: to, phoneCountry }),
        );
      }
    }
  }

  private async byMail(id: string, request: DistributionRequest, link: PaymentLinkRecord): Promise<void> {
    const { to } = request;
    const optOutUrl = this.optOuts.url(link.merchantId, to, link.locale);
    const { subject, text, html } = await this.templates.compose(link, { kind: kindOf(request), optOutUrl });
    const messageId = `<${id}@${new URL(this.config.publicUrl).hostname}>`;
    await this.mail.send({ to, subject, text, html, messageId, optOutUrl });
  }

  private async bySms(id: string, request: DistributionRequest, link: PaymentLinkRecord): Promise<void> {
    const message = await this.templates.compose(link, { kind: kindOf(request), optOutUrl: null });
    const { smsSender } = await this.rules.ofMerchant(link.merchantId);
    const reportUrl = this.reports.ofSms(id);
    await this.sms.send({ from: smsSender, to: request.to, text: message.sms, reportUrl });
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
}

function kindOf({ reminder }: DistributionRequest): MessageKind {
  return reminder === undefined ? MessageKind.INVITATION : MessageKind.REMINDER;
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
    if (error instanceof SendOutcomeUnknown) return { kind: 'unknown', failure: handedOver() };
    throw error;
  }
}

/** Why a message that was handed over without an answer stays unknown. */
export function handedOver(): Failure {
  return {
    code: 'OUTCOME_UNKNOWN',
    message: 'It was handed over and not answered. It is not repeated by itself, since it may have arrived.',
  };
}
