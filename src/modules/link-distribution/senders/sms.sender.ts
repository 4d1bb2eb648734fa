import { Injectable } from '@nestjs/common';

import { AppConfig } from '../../../common/config/app-config.js';
import { SendOutcomeUnknown, SendRejected, SendUnavailable } from './send.errors.js';

export interface Sms {
  /** What the phone shows as the sender: up to 11 letters and digits, or a number. */
  from: string;
  /** E.164. */
  to: string;
  text: string;
}

const TIMEOUT_MS = 10_000;
/** Codes of failures that precede the first byte sent. */
const BEFORE_SENDING = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT'];

/** Posts text messages as JSON to the gateway at SMS_URL. */
@Injectable()
export class SmsSender {
  constructor(private readonly config: AppConfig) {}

  /** Resolves once the gateway has taken the message. @throws SendRejected | SendUnavailable | SendOutcomeUnknown */
  async send({ from, to, text }: Sms): Promise<void> {
    const { status } = await this.post({ from, to, text });
    if (status >= 200 && status < 300) return;
    const reason = `SMS gateway: HTTP ${status}`;
    if (status === 429) throw new SendUnavailable(reason);
    throw status >= 500 || status === 408 ? new SendOutcomeUnknown(reason) : new SendRejected(reason);
  }

  private async post(message: Sms): Promise<{ status: number }> {
    if (!this.config.SMS_URL) throw new Error('SMS_URL must be set before text messages are sent');
    try {
      const response = await fetch(this.config.SMS_URL, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(message),
        redirect: 'manual',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      await response.body?.cancel();
      return { status: response.status };
    } catch (error) {
      const code = codeOf(error);
      const reason = `SMS gateway: ${code}`;
      throw BEFORE_SENDING.includes(code) ? new SendUnavailable(reason) : new SendOutcomeUnknown(reason);
    }
  }
}

/** fetch says only that it failed; why is in the cause. */
function codeOf(error: unknown): string {
  const { cause, name } = error as { cause?: { code?: string }; name?: string };
  return cause?.code ?? name ?? 'UNKNOWN';
}
