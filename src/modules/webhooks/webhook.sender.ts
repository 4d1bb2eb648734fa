import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';

import { Injectable } from '@nestjs/common';

import { AppConfig } from '../../common/config/app-config.js';
import {
  freeLookup,
  isPublicAddress,
  literalAddress,
  PrivateAddressError,
  publicLookup,
} from './public-address.js';

const BODY_LIMIT_BYTES = 16 * 1024;
const EXCERPT_LENGTH = 200;

/** How one attempt ended. `error` is null where it was a success: any 2xx. */
export interface Answer {
  responseCode: number | null;
  durationMs: number;
  error: string | null;
}

class ClosedError extends Error {}

/** Posts one message to a receiver. Redirects are not followed; of the answer's body only the beginning is read. */
@Injectable()
export class WebhookSender {
  constructor(private readonly config: AppConfig) {}

  async post(url: string, headers: Record<string, string>, body: string): Promise<Answer> {
    const startedMs = performance.now();
    const answer = await this.exchange(new URL(url), headers, body).catch((error: unknown) => ({
      responseCode: null,
      error: this.describe(error),
    }));
    return { ...answer, durationMs: Math.round(performance.now() - startedMs) };
  }

  private async exchange(
    url: URL,
    headers: Record<string, string>,
    body: string,
  ): Promise<Omit<Answer, 'durationMs'>> {
    const response = await this.send(url, headers, body);
    const beginning = await beginningOf(response);
    const responseCode = response.statusCode!;
    if (responseCode >= 200 && responseCode < 300) return { responseCode, error: null };
    return { responseCode, error: `HTTP ${responseCode}${beginning && `: ${beginning}`}` };
  }

  private send(url: URL, headers: Record<string, string>, body: string): Promise<IncomingMessage> {
    const isFree = this.config.allowsPrivateWebhooks;
    const literal = literalAddress(url);
    // A socket looks up names alone: an address that is none is checked here.
    if (!isFree && literal && !isPublicAddress(literal)) return Promise.reject(new PrivateAddressError());
    return new Promise((resolve, reject) => {
      const { request } = url.protocol === 'https:' ? https : http;
      request(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          'user-agent': 'Paylink-Webhooks',
          ...headers,
        },
        agent: false,
        signal: AbortSignal.timeout(this.config.WEBHOOK_TIMEOUT_MS),
        lookup: isFree ? freeLookup : publicLookup,
      })
        .on('response', resolve)
        .on('error', reject)
        // Also without an answer or an error, as where the receiver changes to another protocol.
        .on('close', () => reject(new ClosedError()))
        .end(body);
    });
  }

  private describe(error: unknown): string {
    const { code, name, message } = error as Error & { code?: string };
    if (error instanceof PrivateAddressError) return message;
    if (name === 'AbortError') return `No complete answer within ${this.config.WEBHOOK_TIMEOUT_MS} ms.`;
    if (error instanceof ClosedError || code === 'ECONNRESET' || code === 'EPIPE')
      return 'The connection was closed before the answer was complete.';
    if (code === 'ECONNREFUSED') return 'The connection was refused.';
    if (code === 'ENOTFOUND') return 'The host name does not exist.';
    return code ?? name;
  }
}

/** The beginning of the body as printable text. @throws when it breaks off before its end, or before the limit */
async function beginningOf(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    sizeBytes += chunk.length;
    if (sizeBytes >= BODY_LIMIT_BYTES) break;
  }
  const text = Buffer.concat(chunks).toString().slice(0, EXCERPT_LENGTH);
  return text.replace(/[\p{C}\p{Z}]+/gu, ' ').trim();
}
