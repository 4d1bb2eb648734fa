import { Injectable } from '@nestjs/common';

import { AppConfig } from '../../../../common/config/app-config.js';
import type { DeliveryReport } from '../../reports/delivery-report.js';
import { SendOutcomeUnknown, SendRejected, SendUnavailable } from '../send.errors.js';
import { elksGateway } from './elks.gateway.js';
import type { Sms, SmsGateway, SmsReportRequest, SmsRequest } from './sms.gateway.js';
import { twilioGateway } from './twilio.gateway.js';
import { webhookGateway } from './webhook.gateway.js';

const TIMEOUT_MS = 10_000;
const MAX_BODY_CHARACTERS = 10_000;
/** Codes of failures that precede the first byte sent. */
const BEFORE_SENDING = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT'];

/** Hands text messages to the provider that SMS_URL names. */
@Injectable()
export class SmsSender {
  private readonly gateway?: SmsGateway;

  constructor({ SMS_URL }: AppConfig) {
    this.gateway = SMS_URL ? gatewayAt(SMS_URL) : undefined;
  }

  /** Resolves once the provider has taken the message. @throws SendRejected | SendUnavailable | SendOutcomeUnknown */
  async send(sms: Sms): Promise<void> {
    if (!this.gateway) throw new Error('SMS_URL must be set before text messages are sent');
    const { name } = this.gateway;
    const { status, body } = await post(name, this.gateway.request(sms));
    const { verdict, reason } = this.gateway.judge(status, body);
    if (verdict === 'taken') return;
    const message = `${name}: HTTP ${status}${reason ? ` (${reason})` : ''}`;
    if (verdict === 'refused') throw new SendRejected(message);
    throw verdict === 'later' ? new SendUnavailable(message) : new SendOutcomeUnknown(message);
  }

  /** What the provider tells of a message that it took; null: nothing that we know. */
  readReport(request: SmsReportRequest): DeliveryReport | 'forged' | null {
    return this.gateway?.readReport?.(request) ?? null;
  }
}

function gatewayAt(url: string): SmsGateway {
  if (url.startsWith('twilio:')) return twilioGateway(url);
  return url.startsWith('elks:') ? elksGateway(url) : webhookGateway(url);
}

async function post(name: string, request: SmsRequest): Promise<{ status: number; body: string }> {
  try {
    const response = await fetch(request.url, {
      method: 'POST',
      headers: request.headers,
      body: request.body,
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    // The status is the answer: a body that breaks off says no less.
    const body = await response.text().catch(() => '');
    return { status: response.status, body: body.slice(0, MAX_BODY_CHARACTERS) };
  } catch (error) {
    const code = codeOf(error);
    const reason = `${name}: ${code}`;
    throw BEFORE_SENDING.includes(code) ? new SendUnavailable(reason) : new SendOutcomeUnknown(reason);
  }
}

/** fetch says only that it failed; why is in the cause. */
function codeOf(error: unknown): string {
  const { cause, name } = error as { cause?: { code?: string }; name?: string };
  return cause?.code ?? name ?? 'UNKNOWN';
}
