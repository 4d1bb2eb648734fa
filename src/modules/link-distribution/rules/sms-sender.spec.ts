import { smsSenderOf } from './sms-sender.js';

it.each([
  ['Blomster', 'Blomster'],
  ['Shop 24', 'Shop 24'],
  ['Elevenchars', 'Elevenchars'],
  ['+46 70-123 45 67', '+46701234567'],
])('%p sends as %p', (given, kept) => {
  expect(smsSenderOf(given)).toBe(kept);
});

it.each([
  '',
  'AB',
  'Twelve chars',
  '24 Shop',
  '12345',
  ' Shop',
  'Shop ',
  'Blömster',
  'H&M shop',
  'Shop\nX',
  '0701234567',
])('%p is no sender', (given) => {
  expect(smsSenderOf(given)).toBeNull();
});
