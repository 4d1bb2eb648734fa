import { hashInput } from './input-hash.js';

const AT = new Date('2026-11-24T00:00:00Z');

describe('the hash of an input', () => {
  it.each([
    ['the order of fields', { a: 1, b: { c: 2, d: 3 } }, { b: { d: 3, c: 2 }, a: 1 }],
    ['what is absent or null', { a: 1, b: null, c: [{ d: null }] }, { a: 1, c: [{}] }],
  ])('does not tell %s', (_, one, other) => {
    expect(hashInput(one)).toBe(hashInput(other));
  });

  it.each([
    ['values', { a: 1 }, { a: '1' }],
    ['the order of a list', { a: [1, 2] }, { a: [2, 1] }],
    ['instants', { a: AT }, { a: new Date(AT.getTime() + 1) }],
    ['nulls in metadata, where they are values', { metadata: { a: null } }, { metadata: {} }],
  ])('tells %s', (_, one, other) => {
    expect(hashInput(one)).not.toBe(hashInput(other));
  });

  it('tells null from absent where null clears', () => {
    const clears = ['a', 'b'];
    const hashes = [{}, { a: null }, { b: null }, { a: null, b: null }].map((input) =>
      hashInput(input, clears),
    );

    expect(new Set(hashes).size).toBe(4);
    expect(hashInput({ b: null, a: null }, clears)).toBe(hashes[3]);
    expect(hashInput({ c: null }, clears)).toBe(hashes[0]);
  });
});
