import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { isEmail } from 'class-validator';
import { createTransport } from 'nodemailer';

import { AppConfig } from '../../../common/config/app-config.js';
import { SendOutcomeUnknown, SendRejected, SendUnavailable, type SendError } from './send.errors.js';

export interface Mail {
  to: string;
  subject: string;
  text: string;
  html: string;
  /** `<unique@host>`: the same for every attempt, so that a mailbox may recognise a repeat. */
  messageId: string;
  /** Where the recipient's mail program says, by one POST, that they want no more (RFC 8058). */
  optOutUrl: string;
}

/** Hands e-mail to the merchant's own SMTP server, over a few connections that are kept open. */
@Injectable()
export class MailSender implements OnApplicationShutdown {
  private readonly transport: ReturnType<typeof connect>;

  constructor(private readonly config: AppConfig) {
    this.transport = connect(config);
  }

  /** Resolves once the server has taken the message. @throws SendRejected | SendUnavailable | SendOutcomeUnknown */
  async send({ to, subject, text, html, messageId, optOutUrl }: Mail): Promise<void> {
    if (!isEmail(to, { require_tld: false }))
      throw new SendRejected('SMTP: the recipient is no single address');
    try {
      await this.transport.sendMail({
        from: this.config.SMTP_FROM,
        to,
        subject,
        text,
        html,
        messageId,
        headers: {
          'List-Unsubscribe': { prepared: true, value: `<${optOutUrl}>` },
          'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
        },
      });
    } catch (error) {
      throw judge(error as SmtpFailure);
    }
  }

  onApplicationShutdown(): void {
    this.transport.close();
  }
}

function connect({ SMTP_URL }: AppConfig) {
  if (!SMTP_URL) throw new Error('SMTP_URL must be set before e-mail is sent');
  return createTransport({
    pool: true,
    url: SMTP_URL,
    maxConnections: 3,
    // A kept connection that the server has closed costs one requeue; nothing of the message was sent on it.
    maxRequeues: 2,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

interface SmtpFailure extends Error {
  code?: string;
  /** The server's reply code, where it replied. */
  responseCode?: number;
  syscall?: string;
  timeoutType?: string;
}

/** Failures of setting up the connection, before any message. */
const BEFORE_SENDING = ['EDNS', 'ETLS', 'EAUTH', 'ENOAUTH', 'EOAUTH2', 'EPROXY'];
const CONNECT_TIMEOUTS = ['CONNECT_TIMEOUT', 'GREETING_TIMEOUT', 'UPGRADE_TIMEOUT'];

/** A refusal by the server is definite, at whatever stage; without one it depends on how far we had come. */
function judge(failure: SmtpFailure): SendError {
  const { code = 'UNKNOWN', responseCode, syscall, timeoutType } = failure;
  const reason = `SMTP: ${[code, responseCode].filter(Boolean).join(' ')}`;
  const aboutMessage = code === 'EENVELOPE' || code === 'EMESSAGE';
  if (aboutMessage && (responseCode === undefined || isPermanent(responseCode)))
    return new SendRejected(reason);
  const nothingSent =
    BEFORE_SENDING.includes(code) ||
    (responseCode ?? 0) >= 400 ||
    syscall === 'connect' ||
    CONNECT_TIMEOUTS.includes(timeoutType ?? '') ||
    /^Reached maximum number of retries|pool was closed/.test(failure.message);
  return nothingSent ? new SendUnavailable(reason) : new SendOutcomeUnknown(reason);
}

/** 503 speaks of the state of the session, not of the message. */
function isPermanent(responseCode: number): boolean {
  return responseCode >= 500 && responseCode !== 503;
}
