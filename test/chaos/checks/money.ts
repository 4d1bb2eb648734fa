import type { Finding } from '../diary.js';
import type { OurOperation, OurOrder } from '../state.js';
import type { ProviderMoney, ProviderOrder } from '../truth.js';
import { type Check, groupBy } from './check.js';

/** Every capture and refund known and counted once, no sum exceeded, nothing twice for one key. */
export const checkMoney: Check = ({ state, truth }) => {
  const findings: Finding[] = [];
  for (const theirs of truth.orders) {
    const ours = state.orders.find(({ provider_order_id }) => provider_order_id === theirs.id);
    if (!ours) continue;
    const find = (text: string): void => void findings.push({ linkId: ours.payment_link_id, text });
    compareSums(ours, theirs, find);
    const link = state.links.find(({ id }) => id === ours.payment_link_id)!;
    const isTold = state.events.some(
      ({ type, payment_link_id }) => type === 'order.amount_differs' && payment_link_id === link.id,
    );
    if (link.amount_minor !== theirs.orderAmount && !isTold)
      find(`the link asks for ${link.amount_minor}, ${theirs.orderAmount} were paid, and no event tells`);
    for (const kind of ['CAPTURE', 'REFUND'] as const) {
      const operations = state.operations.filter(
        (each) => each.kind === kind && each.payment_link_id === ours.payment_link_id,
      );
      compareMade(kind, operations, kind === 'CAPTURE' ? theirs.captures : theirs.refunds, find);
    }
  }
  return findings;
};

type Find = (text: string) => void;

function compareSums(ours: OurOrder, theirs: ProviderOrder, find: Find): void {
  const pairs = {
    order: [ours.order_amount_minor, theirs.orderAmount],
    captured: [ours.captured_minor, theirs.captured],
    refunded: [ours.refunded_minor, theirs.refunded],
    remaining: [ours.remaining_minor, theirs.remaining],
  };
  for (const [name, [our, their]] of Object.entries(pairs))
    if (our !== their) find(`the ${name} amount is ${our} with us and ${their} at the provider`);
  if (ours.capturing_minor !== 0)
    find(`${ours.capturing_minor} are spoken for by captures, though none is in flight`);
  if (ours.refunding_minor !== 0)
    find(`${ours.refunding_minor} are spoken for by refunds, though none is in flight`);
  if (theirs.captured > theirs.orderAmount) find(`${theirs.captured} of ${theirs.orderAmount} are captured`);
  if (theirs.refunded > theirs.captured)
    find(`${theirs.refunded} of ${theirs.captured} captured are refunded`);
}

function compareMade(
  kind: 'CAPTURE' | 'REFUND',
  operations: OurOperation[],
  made: ProviderMoney[],
  find: Find,
): void {
  const idOf = ({ result }: OurOperation): string | null =>
    (kind === 'CAPTURE' ? result?.captureId : result?.refundId) ?? null;
  const succeeded = operations.filter(({ status }) => status === 'SUCCEEDED');
  const byProviderId = groupBy(succeeded, idOf);
  for (const { id, amount, reference } of made) {
    const known = byProviderId.get(id) ?? [];
    const name = `${kind} ${id} of ${amount} (${reference})`;
    if (known.length === 0) find(`${name} is at the provider and not with us`);
    if (known.length > 1) find(`${name} is counted ${known.length} times`);
    for (const each of known)
      if (each.amount_minor !== amount) find(`${name} is ${each.amount_minor} with us`);
    for (const each of known) {
      const ours = (each.input.reference as string | null) ?? null;
      if (ours !== reference) find(`${name} is taken for that of ${ours}`);
    }
  }
  const madeIds = new Set(made.map(({ id }) => id));
  for (const each of succeeded)
    if (!madeIds.has(idOf(each) ?? ''))
      find(`${kind} ${each.id} SUCCEEDED with us and is not at the provider`);
  // The reference is the business operation's name: two of one name are one operation carried out twice.
  for (const [reference, twins] of groupBy(made, ({ reference }) => reference))
    if (twins.length > 1) find(`${kind} ${reference} was made ${twins.length} times at the provider`);
}
