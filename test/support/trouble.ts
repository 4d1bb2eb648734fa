import type { Fault } from './sandbox.js';

type Kind = Pick<Fault, 'kind' | 'status'>;

/** Answers that leave open whether the work was done. */
export const SILENCE: [string, Kind][] = [
  ['resets the connection', { kind: 'reset' }],
  ['loses the reply', { kind: 'lost_reply' }],
  ['times out', { kind: 'timeout' }],
];

/** Answers of something between us and the provider, or of a provider that cannot serve. */
export const DOWN: [string, Kind][] = [
  ['answers 503', { kind: 'status', status: 503 }],
  ['answers 500', { kind: 'status', status: 500 }],
  ['answers a web page with 502', { kind: 'html', status: 502 }],
  ['answers a web page with 200', { kind: 'html', status: 200 }],
];

export const REFUSED: [string, Kind][] = [
  ['refuses with 400', { kind: 'status', status: 400 }],
  ['refuses with 403', { kind: 'status', status: 403 }],
];

/** Answers that are none to the call: of a firewall, of a proxy, or to a key that is being changed. */
export const TURNED_AWAY: [string, Kind][] = [
  ['does not know the key', { kind: 'status', status: 401 }],
  ['answers a web page with 403', { kind: 'html', status: 403 }],
  ['leads elsewhere', { kind: 'html', status: 302 }],
];

/** What to start a backend with so that trouble is over soon, and nothing but the spec asks the provider. */
export const SHORT_TEMPERED = { RECONCILE_INTERVAL_MS: '3600000', KLARNA_TIMEOUT_MS: '1500' };

/** Lives through each trouble at the same time; what fails says which one it was. */
export async function throughEach(
  troubles: [string, Kind][],
  live: (name: string, fault: Kind) => Promise<void>,
): Promise<void> {
  await Promise.all(
    troubles.map(([name, fault]) =>
      live(name, fault).catch((cause: Error) => {
        throw new Error(`when it ${name}: ${cause.message}`, { cause });
      }),
    ),
  );
}
