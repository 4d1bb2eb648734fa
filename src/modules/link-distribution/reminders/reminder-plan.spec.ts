import { planReminder } from './reminder-plan.js';

const DAY = 86_400_000;
const createdAt = new Date('2026-05-01T10:00:00Z');
const after = (days: number) => new Date(createdAt.getTime() + days * DAY);
const rules = { afterDays: [3, 7], hoursBeforeEnd: [24], max: 3 };
const fresh = { createdAt, expiresAt: after(14), remindedUntil: null, remindersSent: 0 };

it('waits for the first, and then for each', () => {
  expect(planReminder(fresh, rules, createdAt)).toEqual({ isDue: false, nextAt: after(3) });
  expect(planReminder(fresh, rules, after(3))).toEqual({ isDue: true, nextAt: after(7) });
  const once = { ...fresh, remindedUntil: after(3), remindersSent: 1 };
  expect(planReminder(once, rules, after(3))).toEqual({ isDue: false, nextAt: after(7) });
  const twice = { ...fresh, remindedUntil: after(7), remindersSent: 2 };
  expect(planReminder(twice, rules, after(8))).toEqual({ isDue: false, nextAt: after(13) });
  expect(planReminder(twice, rules, after(13))).toEqual({ isDue: true, nextAt: null });
});

it('sends one for all that were missed', () => {
  expect(planReminder(fresh, rules, after(10))).toEqual({ isDue: true, nextAt: after(13) });
});

it('stops at the most that the merchant wants', () => {
  const once = { ...fresh, remindedUntil: after(3), remindersSent: 1 };
  expect(planReminder(once, { ...rules, max: 1 }, after(7))).toEqual({ isDue: false, nextAt: null });
  expect(planReminder(fresh, { ...rules, max: 1 }, after(3))).toEqual({ isDue: true, nextAt: null });
});

it('takes two that are close together for one', () => {
  const close = { afterDays: [13], hoursBeforeEnd: [24, 20], max: 5 };
  expect(planReminder(fresh, close, after(13))).toEqual({ isDue: true, nextAt: null });
  const once = { ...fresh, remindedUntil: after(13), remindersSent: 1 };
  expect(planReminder(once, close, after(13.4)).isDue).toBe(false);
});

it('plans nothing before the link was made, after it ends, or where nothing is asked', () => {
  const short = { ...fresh, expiresAt: after(0.5) };
  expect(planReminder(short, rules, after(0.4))).toEqual({ isDue: false, nextAt: null });
  expect(
    planReminder({ ...fresh, expiresAt: null }, { ...rules, afterDays: [] }, after(9)).nextAt,
  ).toBeNull();
});

it('does not make up for what rules of today would have sent before', () => {
  const old = { ...fresh, remindedUntil: after(5) };
  expect(planReminder(old, rules, after(5))).toEqual({ isDue: false, nextAt: after(7) });
});
