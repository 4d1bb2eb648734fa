import type { Finding } from '../diary.js';
import type { Check } from './check.js';

/** A day after the last change every order has been read again: what the provider says of it is what we say. */
export const checkStatuses: Check = ({ state, truth }) =>
  truth.orders.flatMap((theirs): Finding[] => {
    const ours = state.orders.find(({ provider_order_id }) => provider_order_id === theirs.id);
    if (!ours) return [];
    const { payment_link_id: linkId, status, fraud_status } = ours;
    const findings: Finding[] = [];
    if (status !== theirs.status)
      findings.push({ linkId, text: `the order is ${status} with us and ${theirs.status} at the provider` });
    if (fraud_status !== theirs.fraudStatus)
      findings.push({
        linkId,
        text: `the risk decision is ${fraud_status} with us and ${theirs.fraudStatus} at the provider`,
      });
    return findings;
  });
