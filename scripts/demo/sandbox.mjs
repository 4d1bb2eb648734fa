import { setTimeout as delay } from 'node:timers/promises';

const MAIL_TIMEOUT_MS = 20_000;

/** The consumer, the consumer's mailbox and time itself, as the sandbox plays them. */
export class SandboxClient {
  #url;

  constructor(url) {
    this.#url = url;
  }

  consumer(sessionId, action) {
    return this.#call('POST', `sessions/${sessionId}/consumer`, { action });
  }

  async now() {
    return new Date((await this.#call('GET', 'clock')).now);
  }

  async advance(seconds) {
    await this.#call('POST', 'clock', { advance_seconds: seconds });
  }

  /** The message to this address that holds this text. */
  async untilMailed(to, text) {
    const deadline = Date.now() + MAIL_TIMEOUT_MS;
    for (;;) {
      const { messages } = await this.#call('GET', 'mail');
      const found = messages.find((mail) => mail.to.includes(to) && mail.text.includes(text));
      if (found) return found;
      if (Date.now() > deadline) throw new Error(`no mail to ${to} within ${MAIL_TIMEOUT_MS / 1000} s`);
      await delay(50);
    }
  }

  async #call(method, path, body) {
    const response = await fetch(`${this.#url}/sandbox/${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      body: body && JSON.stringify(body),
    });
    if (!response.ok)
      throw new Error(`${method} /sandbox/${path}: ${response.status} ${await response.text()}`);
    return response.json();
  }
}
