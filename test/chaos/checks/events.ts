import type { Finding } from '../diary.js';
import type { OurEvent, State } from '../state.js';
import { type Check, groupBy } from './check.js';

const NEXT: Record<string, string[]> = {
  CREATING: ['OPEN', 'CREATION_FAILED'],
  OPEN: ['COMPLETED', 'CANCELLED', 'DISABLED', 'EXPIRED'],
  CANCELLED: ['COMPLETED'],
  DISABLED: ['COMPLETED'],
  EXPIRED: ['COMPLETED'],
  COMPLETED: [],
  CREATION_FAILED: [],
};

/** Told once for each of these: which operations, by which event. */
const OPERATION_EVENTS = {
  CAPTURE: 'order.captured',
  REFUND: 'order.refunded',
  VOID_ORDER: ['order.cancelled', 'order.released'],
  SEND_LINK: 'link.sent',
};

/** Reading the log from its start gives the state. */
export const checkEvents: Check = ({ state }) => {
  const eventsOf = groupBy(state.events, ({ payment_link_id }) => payment_link_id);
  return state.links
    .filter(({ status }) => status !== 'CREATING')
    .flatMap(({ id }) => {
      const findings: Finding[] = [];
      const find = (text: string): void => void findings.push({ linkId: id, text });
      const events = eventsOf.get(id) ?? [];
      checkStatuses(state, id, events, find);
      checkSessions(state, id, events, find);
      checkOperations(state, id, events, find);
      return findings;
    });
};

type Find = (text: string) => void;

function checkStatuses(state: State, id: string, events: OurEvent[], find: Find): void {
  const { status } = state.links.find((link) => link.id === id)!;
  const first = events.find(({ type }) => type.startsWith('payment_link.'))?.type;
  const beginning = status === 'CREATION_FAILED' ? 'payment_link.creation_failed' : 'payment_link.created';
  if (first !== beginning) find(`the log begins with ${first ?? 'nothing'}`);
  if (events.length > 0 && events.at(-1)!.status !== status)
    find(`the last event, ${events.at(-1)!.type}, leaves the link ${events.at(-1)!.status}; it is ${status}`);
  events.forEach((event, index) => {
    const before = events[index - 1]?.status;
    if (before && before !== event.status && !NEXT[before]!.includes(event.status))
      find(`the log goes from ${before} back to ${event.status} with ${event.type}`);
    // What one transaction tells happened at once.
    const isTold = events.some(({ type, xid }) => xid === event.xid && type.startsWith('payment_link.'));
    if (before && event.status !== before && !isTold)
      find(`${event.type} says ${event.status} after ${before}: no event told of the change`);
  });
  for (const type of ['created', 'completed', 'cancelled', 'disabled', 'expired']) {
    const told = events.filter((event) => event.type === `payment_link.${type}`).length;
    if (told > 1) find(`payment_link.${type} is told ${told} times`);
  }
}

function checkSessions(state: State, id: string, events: OurEvent[], find: Find): void {
  const now = new Map<string, string>();
  for (const { type, data } of events) {
    const made = data.session as { id: string } | undefined;
    if (made) now.set(made.id, 'WAITING');
    if (type !== 'session.status_changed') continue;
    const { sessionId, from, to } = data as Record<string, string>;
    // A session that came too late for the link is told of by its end alone.
    const was = now.get(sessionId!) ?? 'WAITING';
    if (was !== from) find(`session ${sessionId} goes from ${from} to ${to} in the log, and was ${was}`);
    now.set(sessionId!, to!);
  }
  for (const session of state.sessions.filter(({ payment_link_id }) => payment_link_id === id)) {
    const told = now.get(session.session_id) ?? 'WAITING';
    if (told !== session.status)
      find(`session ${session.session_id} is ${session.status}, and ${told} by the log`);
  }
}

function checkOperations(state: State, id: string, events: OurEvent[], find: Find): void {
  for (const operation of state.operations.filter(({ payment_link_id }) => payment_link_id === id)) {
    const types = OPERATION_EVENTS[operation.kind as keyof typeof OPERATION_EVENTS];
    if (!types) continue;
    const told = events.filter(({ type, data }) => types.includes(type) && data.id === operation.id).length;
    const due = operation.status === 'SUCCEEDED' ? 1 : 0;
    if (told !== due)
      find(`${operation.kind} ${operation.id} is ${operation.status}, and told of ${told} times`);
  }
  const updates = state.operations.filter(
    ({ kind, status, payment_link_id }) =>
      kind === 'UPDATE_LINK' && status === 'SUCCEEDED' && payment_link_id === id,
  ).length;
  const told = events.filter(({ type }) => type === 'payment_link.updated').length;
  if (told !== updates) find(`the link was changed ${updates} times, and that is told ${told} times`);
  for (const order of state.orders.filter(({ payment_link_id }) => payment_link_id === id)) {
    const told = events.filter(
      ({ type, data }) => type === 'order.authorized' && data.orderId === order.provider_order_id,
    );
    if (told.length !== 1) find(`order ${order.provider_order_id} is told of ${told.length} times`);
  }
}
