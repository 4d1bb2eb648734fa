import { readFileSync } from 'node:fs';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';

import type { HttpModuleOptions } from '@nestjs/axios';

import { AppConfig } from '../../common/config/app-config.js';

const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

/** A connection idle for longer may be closed by the other side just as a write goes out on it. */
const IDLE_CONNECTION_MS = 3_000;
const MAX_ANSWER_BYTES = 10 * 1024 * 1024;

/** How every call goes out. @throws Error when the provider's address or key is not set */
export function klarnaHttpOptions(config: AppConfig): HttpModuleOptions {
  const { KLARNA_API_URL: baseURL, KLARNA_API_KEY: key } = config;
  if (!baseURL || !key)
    throw new Error('KLARNA_API_URL and KLARNA_API_KEY must be set before Klarna is called');
  const connections = { keepAlive: true, timeout: IDLE_CONNECTION_MS };
  return {
    baseURL,
    headers: {
      Accept: 'application/json',
      Authorization: authorization(config.KLARNA_USERNAME, key),
      'User-Agent': `Paylink/${version}`,
    },
    httpAgent: new HttpAgent(connections),
    httpsAgent: new HttpsAgent(connections),
    ...(isLoopback(baseURL) ? { proxy: false as const } : {}),
    maxRedirects: 0,
    maxContentLength: MAX_ANSWER_BYTES,
    responseType: 'text',
    transformResponse: (text: unknown) => text,
    validateStatus: () => true,
  };
}

/** Kustom takes the key as issued; the pair form is the classic one (docs.kustom.co, API basics: authentication). */
export function authorization(username: string | undefined, key: string): string {
  return `Basic ${username ? Buffer.from(`${username}:${key}`).toString('base64') : key}`;
}

function isLoopback(url: string): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname);
}
