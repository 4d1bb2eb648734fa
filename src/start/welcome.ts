import { existsSync } from 'node:fs';

import type { AppConfig } from '../common/config/app-config.js';
import { keysFile } from './api-keys.js';
import type { Surroundings } from './surroundings.js';

/**
 * What a newcomer is told once everything runs. Keys appear here alone, and only when they were just made; in production
 * never, since what is told there is the log.
 */
export function welcome(config: AppConfig, surroundings: Surroundings, areNew: boolean): string {
  const url = config.publicUrl;
  const areKeysNew = areNew && config.NODE_ENV !== 'production';
  const key = areKeysNew ? config.MERCHANT_API_KEY! : keptKey(config);
  const rows: [string, string][] = [
    ['API', `${url}/graphql`],
    ['Dashboard', areKeysNew ? `${url}/#key=${key}` : `${url}/`],
    ...sandboxRows(config, surroundings),
    ['Database', surroundings.hasDatabase ? `embedded, in ${config.DATA_DIR}` : 'given by DATABASE_URL'],
    ...keyRows(config, areKeysNew),
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  return `
Paylink is running.

${rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`).join('\n')}

A first link:

${firstRequest(url, key)}

Open its url, pay, and watch the dashboard. Ctrl+C ends everything.
`;
}

function sandboxRows({ DATA_DIR }: AppConfig, { sandbox }: Surroundings): [string, string][] {
  if (!sandbox) return [];
  const shared = `shared with the Paylink that runs on ${DATA_DIR} already`;
  return [['Sandbox', sandbox.console], ...(sandbox.isShared ? [['', shared] as [string, string]] : [])];
}

function keyRows(
  { MERCHANT_API_KEY, STOREFRONT_API_KEY, DATA_DIR }: AppConfig,
  areNew: boolean,
): [string, string][] {
  if (!areNew) return [['Keys', `as given, or in ${DATA_DIR}/api-keys.json`]];
  return [
    ['Merchant key', MERCHANT_API_KEY!],
    ['Storefront key', STOREFRONT_API_KEY!],
    ['', `shown this once, and kept in ${DATA_DIR}/api-keys.json`],
  ];
}

/** Reads the key where it is kept, so that the request can be pasted and shows no secret. */
function keptKey({ DATA_DIR }: AppConfig): string {
  return existsSync(keysFile(DATA_DIR))
    ? `$(node -p 'JSON.parse(fs.readFileSync("${keysFile(DATA_DIR)}")).MERCHANT_API_KEY')`
    : '$MERCHANT_API_KEY';
}

function firstRequest(url: string, key: string): string {
  const input =
    '{ country: "SE", currency: "SEK", locale: "sv-SE", orderLines: [{ name: "Wool socks", quantity: 2, unitPrice: 9900, taxRate: 2500 }] }';
  const fields =
    '__typename ... on PaymentLink { id status url amount { formatted } } ... on Error { message }';
  const query = `mutation { createPaymentLink(input: ${input}) { ${fields} } }`;
  return `curl ${url}/graphql \\
  -H 'content-type: application/json' -H "authorization: Bearer ${key}" \\
  -d '${JSON.stringify({ query })}'`;
}
