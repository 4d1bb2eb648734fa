import { Order, OrderStatus } from './order.entity.js';

/** Shares of an authorization's life at which its end is warned of, since the provider sends no word of it. */
const WARNINGS_PERCENT = [75, 90] as const;

type Life = Pick<Order, 'status' | 'authorizedAt' | 'authorizationExpiresAt' | 'warnedPercent'>;

/** The warning that is due now, or undefined. Only the latest: who slept through the first needs the second. */
export function dueWarning(order: Life, now: Date): number | undefined {
  return WARNINGS_PERCENT.filter((percent) => percent > order.warnedPercent)
    .filter((percent) => instantAt(order, percent) <= now)
    .at(-1);
}

/** When the next warning falls due, or null: none is left, or nothing can be captured any more. */
export function nextWarningAt(order: Life): Date | null {
  const next = WARNINGS_PERCENT.find((percent) => percent > order.warnedPercent);
  return next === undefined ? null : instantAt(order, next);
}

/** Whether something could still be captured before the authorization runs out. */
export function isAwaitingCapture({ status, authorizationExpiresAt }: Life): boolean {
  const { AUTHORIZED, PART_CAPTURED } = OrderStatus;
  return authorizationExpiresAt !== null && [AUTHORIZED, PART_CAPTURED].includes(status);
}

function instantAt(order: Life, percent: number): Date {
  if (!isAwaitingCapture(order)) return new Date(8.64e15);
  const starts = order.authorizedAt.getTime();
  return new Date(starts + ((order.authorizationExpiresAt!.getTime() - starts) * percent) / 100);
}
