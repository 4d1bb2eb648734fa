import type { Evidence } from './checks/check.js';
import type { World } from './world.js';

/** All that is known of one link, for whoever looks for the cause: what was asked, recorded, told and called. */
export function timeline(linkId: string | null, { state, truth, diary }: Evidence, world: World): string {
  const sessions = state.sessions.filter(({ payment_link_id }) => payment_link_id === linkId);
  const orders = state.orders.filter(({ payment_link_id }) => payment_link_id === linkId);
  const operations = state.operations.filter(({ payment_link_id }) => payment_link_id === linkId);
  const names = [
    linkId,
    ...sessions.map(({ session_id }) => session_id),
    ...orders.map(({ provider_order_id }) => provider_order_id),
    ...truth.sessions.filter((each) => each.linkId === linkId).flatMap(({ id, orderId }) => [id, orderId]),
  ].filter((name): name is string => name !== null);
  const calls = truth.calls.filter(({ path, body }) => {
    const text = path + JSON.stringify(body);
    return names.some((name) => text.includes(name));
  });
  return [
    section('what everybody did', diary.about(linkId)),
    section('link', state.links.filter(({ id }) => id === linkId).map(json)),
    section('sessions with us', sessions.map(json)),
    section('sessions at the provider', truth.sessions.filter((each) => each.linkId === linkId).map(json)),
    section('order with us', orders.map(json)),
    section('order at the provider', truth.orders.filter((each) => each.linkId === linkId).map(json)),
    section('operations', operations.map(json)),
    section('events', state.events.filter(({ payment_link_id }) => payment_link_id === linkId).map(json)),
    section(
      'calls at the provider',
      calls.filter(({ headers }) => headers['user-agent']?.startsWith('Paylink')).map(callLine),
    ),
    ...world.backends.map(({ name, errors }) =>
      section(`${name} said`, errors.trim().split('\n').slice(-40)),
    ),
  ].join('\n');
}

function section(title: string, lines: string[]): string {
  return `\n-- ${title}\n${lines.map((line) => `   ${line}`).join('\n')}`;
}

function json(row: object): string {
  const entries = Object.entries(row).filter(([, value]) => value !== null);
  return JSON.stringify(Object.fromEntries(entries));
}

function callLine({ at, method, path, status, headers, body }: Evidence['truth']['calls'][number]): string {
  const key = headers['klarna-idempotency-key'];
  const { captured_amount, refunded_amount, reference } = (body ?? {}) as Record<string, unknown>;
  const detail = [captured_amount ?? refunded_amount, reference, key && `key ${key}`]
    .filter(Boolean)
    .join(' ');
  return `${at} ${method} ${path} -> ${status ?? 'no answer'} ${detail}`;
}
