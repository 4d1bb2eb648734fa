import type { QuietHours } from './quiet-hours.js';

export interface ReminderRules {
  /** Days after the link was made. */
  afterDays: number[];
  /** Hours before its offer ends. */
  hoursBeforeEnd: number[];
  /** At most so many reminders of one link. */
  max: number;
}

/** A merchant's rules of sending. */
export interface SendingRules {
  /** Between two sendings of one link to one recipient. */
  minGapSeconds: number;
  /** Messages to one recipient within 24 hours, over all links. */
  maxPerDay: number;
  quietHours: QuietHours | null;
  reminders: ReminderRules | null;
  /** What phones show as the sender of text messages: a name, or a number in E.164. Null: what SMS_URL says. */
  smsSender: string | null;
}

export const DEFAULT_RULES: SendingRules = {
  minGapSeconds: 60,
  maxPerDay: 10,
  quietHours: null,
  reminders: null,
  smsSender: null,
};

/** @param stored what `merchants.sending` holds: the rules that the merchant has set */
export function sendingRules(stored: Partial<SendingRules> | null | undefined): SendingRules {
  return { ...DEFAULT_RULES, ...stored };
}
