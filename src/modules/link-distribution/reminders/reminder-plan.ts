import type { ReminderRules } from '../rules/sending-rules.js';

const HOUR_MS = 3_600_000;
/** Two reminders that were planned closer together than this are one. */
const REST_HOURS = 12;

export interface RemindedLink {
  createdAt: Date;
  expiresAt: Date | null;
  /** What was planned for before this is dealt with. */
  remindedUntil: Date | null;
  remindersSent: number;
}

export interface ReminderPlan {
  isDue: boolean;
  /** When to think about it next; null: never. */
  nextAt: Date | null;
}

/** Whether a link that is not paid is to be reminded of now, and when next. Of those that were missed one is sent. Pure. */
export function planReminder(link: RemindedLink, rules: ReminderRules, now: Date): ReminderPlan {
  const { createdAt, expiresAt, remindersSent } = link;
  const since = link.remindedUntil ?? createdAt;
  const rested = remindersSent > 0 ? since.getTime() + REST_HOURS * HOUR_MS : since.getTime();
  const planned = [
    ...rules.afterDays.map((days) => createdAt.getTime() + days * 24 * HOUR_MS),
    ...(expiresAt ? rules.hoursBeforeEnd.map((hours) => expiresAt.getTime() - hours * HOUR_MS) : []),
  ].filter((at) => at > rested && at < (expiresAt?.getTime() ?? Infinity));
  const isDue = remindersSent < rules.max && planned.some((at) => at <= now.getTime());
  const sent = remindersSent + (isDue ? 1 : 0);
  const from = isDue ? now.getTime() + REST_HOURS * HOUR_MS : now.getTime();
  const ahead = planned.filter((at) => at > from);
  return { isDue, nextAt: sent < rules.max && ahead.length > 0 ? new Date(Math.min(...ahead)) : null };
}
