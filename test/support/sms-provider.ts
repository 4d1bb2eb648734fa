import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type SmsProviderKind = 'twilio' | 'elks';

/** A text message as the provider got it. */
export interface HandedOverSms {
  from: string;
  to: string;
  text: string;
  /** Where it wants to be told. */
  reportUrl: string;
}

const ACCOUNT = { twilio: `AC${'0123456789abcdef'.repeat(2)}`, elks: 'u1' };
const TOKEN = 's3cr/et';
/** What each provider calls the fields of a message, as its documentation has them. */
const FIELDS = {
  twilio: { from: 'From', to: 'To', text: 'Body', reportUrl: 'StatusCallback' },
  elks: { from: 'from', to: 'to', text: 'message', reportUrl: 'whendelivered' },
};

/** Twilio or 46elks on this machine: takes messages, and reports on them as it is told to. */
export class SmsProvider {
  readonly taken: HandedOverSms[] = [];
  /** What it does before it answers; it cuts the connection when this fails. */
  beforeAnswer: (sms: HandedOverSms) => Promise<void> = () => Promise.resolve();
  private readonly server = createServer((request, response) => void this.take(request, response));

  constructor(readonly kind: SmsProviderKind) {}

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  get smsUrl(): string {
    const { port } = this.server.address() as AddressInfo;
    return `${this.kind}://${ACCOUNT[this.kind]}:${encodeURIComponent(TOKEN)}@127.0.0.1:${port}`;
  }

  to(phone: string): HandedOverSms[] {
    return this.taken.filter(({ to }) => to === phone);
  }

  /** Posts a report, signed where this provider signs, and gives the status that it is answered with. */
  report(url: string, status: string, more: Record<string, string> = {}): Promise<number> {
    if (this.kind === 'elks') return postForm(url, { id: 's17a6dafb12d6b1ca', status, ...more });
    const form = { MessageSid: 'SM1', AccountSid: ACCOUNT.twilio, MessageStatus: status, ...more };
    const signed = Object.entries(form)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .reduce((text, field) => text + field.join(''), url);
    const signature = createHmac('sha1', TOKEN).update(signed).digest('base64');
    return postForm(url, form, { 'x-twilio-signature': signature });
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const form = new URLSearchParams(body);
    const names = Object.entries(FIELDS[this.kind]);
    const sms = Object.fromEntries(names.map(([field, name]) => [field, form.get(name)])) as never;
    this.taken.push(sms);
    try {
      await this.beforeAnswer(sms);
    } catch {
      return void request.socket.destroy();
    }
    const status = this.kind === 'twilio' ? 201 : 200;
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ sid: 'SM1', id: 's1', status: status === 201 ? 'queued' : 'created' }));
  }
}

/** The status that the form is answered with. */
export async function postForm(
  url: string,
  form: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<number> {
  const answer = await fetch(url, { method: 'POST', headers, body: new URLSearchParams(form) });
  return answer.status;
}
