import type { Finding } from '../diary.js';
import { type Check, groupBy } from './check.js';

const ENDED = ['COMPLETED', 'CANCELLED', 'DISABLED', 'EXPIRED'];

/** No work left undone, nobody paid without our knowing, and nobody who can pay twice. */
export const checkLinks: Check = ({ state, truth }) => {
  const findings: Finding[] = [];
  const find = (linkId: string | null, text: string): void => void findings.push({ linkId, text });

  for (const { id, status } of state.links)
    if (status === 'CREATING') find(id, 'the link is stuck in CREATING');
  for (const { id, kind, status, payment_link_id } of state.operations) {
    // What was handed to a sender and not answered is never repeated by itself.
    const isForGood = kind === 'SEND_LINK' && status === 'OUTCOME_UNKNOWN';
    if (['REQUESTED', 'OUTCOME_UNKNOWN'].includes(status) && !isForGood)
      find(payment_link_id, `${kind} ${id} is left ${status}`);
  }

  const ordersOfLink = groupBy(truth.orders, ({ linkId }) => linkId);
  for (const [linkId, orders] of ordersOfLink) {
    const link = state.links.find(({ id }) => id === linkId);
    if (orders.length > 1)
      find(linkId, `the link was paid ${orders.length} times: ${orders.map(({ id }) => id).join(', ')}`);
    if (link?.status !== 'COMPLETED')
      find(linkId, `the link was paid, and is ${link?.status ?? 'not there'}`);
    for (const { id, status, acknowledged } of orders) {
      const ours = state.orders.find(({ provider_order_id }) => provider_order_id === id);
      if (!ours)
        find(linkId, `order ${id} was paid${acknowledged ? ' and acknowledged' : ''}, and is not among ours`);
      // Of a cancelled order nobody can find out any more: it takes no second acknowledgement, and no reading shows it.
      if (ours && acknowledged && !ours.acknowledged_at && status !== 'CANCELLED')
        find(linkId, `order ${id} is acknowledged, and we do not know`);
    }
  }
  for (const { id, status } of state.links) {
    if (status === 'COMPLETED' && !ordersOfLink.has(id))
      find(id, 'the link is COMPLETED, and nobody paid it');
  }

  const known = new Set(state.sessions.map(({ session_id }) => session_id));
  const payable = truth.sessions.filter(({ isPayable }) => isPayable);
  for (const [linkId, sessions] of groupBy(payable, ({ linkId }) => linkId)) {
    const link = state.links.find(({ id }) => id === linkId);
    if (sessions.length > 1)
      find(
        linkId,
        `${sessions.length} sessions of the link are payable: ${sessions.map(({ id }) => id).join(', ')}`,
      );
    const other = sessions.find(({ id, orderAmount }) => known.has(id) && orderAmount !== link?.amount_minor);
    if (link && other)
      find(
        linkId,
        `the link asks for ${link.amount_minor}, and its session ${other.id} for ${other.orderAmount}`,
      );
    if (link && ENDED.includes(link.status) && sessions.some(({ id }) => known.has(id)))
      find(linkId, `the link is ${link.status}, and its session ${sessions[0]!.id} is payable`);
  }
  return findings;
};
