import { foldToGsm7, smsSegments } from './sms-segments.js';

it.each([
  ['a'.repeat(160), 'GSM-7', 160, 1],
  ['a'.repeat(161), 'GSM-7', 161, 2],
  ['€'.repeat(80), 'GSM-7', 160, 1],
  // 153 is odd: a euro sign that would be cut in two moves on, and two parts hold 152 septets each.
  ['€'.repeat(153), 'GSM-7', 306, 3],
  ['å'.repeat(160), 'GSM-7', 160, 1],
  ['ł'.repeat(70), 'UCS-2', 70, 1],
  ['ł'.repeat(71), 'UCS-2', 71, 2],
])('counts', (text, encoding, units, segments) => {
  expect(smsSegments(text)).toEqual({ encoding, units, segments });
});

it('folds accents where that makes it GSM-7, and leaves other scripts alone', () => {
  expect(foldToGsm7('Zapłać teraz, žluťoučký kůň; pana å é')).toBe('Zaplac teraz, zlutoucky kun; pana å é');
  expect(foldToGsm7('Заплатите ž')).toBe('Заплатите ž');
});

it('writes Greek in the capitals of GSM-7, and leaves addresses and names in other letters as they are', () => {
  const folded = foldToGsm7('Blomster: πληρώστε 5 € έως 8 Δεκ ΐ εδώ: https://pay.example/l/aBc');
  expect(folded).toBe('Blomster: ΠΛHPΩΣTE 5 € EΩΣ 8 ΔEK I EΔΩ: https://pay.example/l/aBc');
  expect(smsSegments(folded).encoding).toBe('GSM-7');
  const alphabet = 'αβγδεζηθικλμνξοπρστυφχψως';
  expect(smsSegments(foldToGsm7(alphabet)).encoding).toBe('GSM-7');
  expect(foldToGsm7('Πληρωμή Ж')).toBe('Πληρωμή Ж');
});
