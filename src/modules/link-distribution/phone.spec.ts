import { normalizePhone } from './phone.js';

it.each([
  ['+46 70-123 45 67', undefined, '+46701234567'],
  ['070-123 45 67', 'SE', '+46701234567'],
  ['0046701234567', 'se', '+46701234567'],
  ['030 123456', 'DE', '+4930123456'],
  ['+1 (555) 555-0100', 'SE', '+15555550100'],
])('%s (%s) is %s', (raw, country, number) => {
  expect(normalizePhone(raw, country)).toBe(number);
});

it.each([
  ['070-123 45 67', undefined],
  ['070-123 45 67', 'XX'],
  ['12', 'SE'],
  ['call 0701234567 now', 'SE'],
  ['+46701234567 ext. 9', undefined],
  ['', 'SE'],
])('%s (%s) is no number', (raw, country) => {
  expect(normalizePhone(raw, country)).toBeNull();
});
