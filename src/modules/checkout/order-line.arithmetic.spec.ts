import { floorDivide, lineTotal, modulo, roundDivide, taxWithin } from './order-line.arithmetic.js';

describe('integer division', () => {
  it.each([
    [7, 2, 3, 1, 4],
    [-7, 2, -4, 1, -4],
    [6, 2, 3, 0, 3],
    [0, 5, 0, 0, 0],
    [-1, 3, -1, 2, 0],
    [5, 3, 1, 2, 2],
  ])('%i / %i: down %i, left %i, nearest %i', (dividend, divisor, down, left, nearest) => {
    expect(floorDivide(dividend, divisor)).toBe(down);
    expect(modulo(dividend, divisor)).toBe(left);
    expect(roundDivide(dividend, divisor)).toBe(nearest);
  });

  it('makes no negative zero', () => {
    expect(Object.is(roundDivide(-1, 3), 0)).toBe(true);
    expect(Object.is(lineTotal(0, -5, 0), 0)).toBe(true);
  });
});

describe('A1: the total of a line', () => {
  it.each([
    [5, 10_000, 0, 50_000],
    [3, 999, 100, 2_897],
    [1, -5_000, 0, -5_000],
    [0, 700, 0, 0],
    [1_500, 2, 0, 3_000],
  ])('%i × %i − %i = %i', (quantity, unitPrice, discount, total) => {
    expect(lineTotal(quantity, unitPrice, discount)).toBe(total);
  });

  it('is infinite where the product cannot be exact, so that a discount cannot hide it', () => {
    expect(lineTotal(2 ** 30, 2 ** 24, 2 ** 53 - 1)).toBe(Infinity);
    expect(lineTotal(2 ** 30, -(2 ** 24), 0)).toBe(-Infinity);
  });
});

describe('A2: the tax held in a gross amount', () => {
  it.each([
    ['ten percent, taken out, not added', 50_000, 1_000, 4_545],
    ['Sweden, goods', 12_500, 2_500, 2_500],
    ['Sweden, food', 11_200, 1_200, 1_200],
    ['Switzerland, to a tenth', 10_810, 810, 810],
    ['Finland, to a tenth', 12_550, 2_550, 2_550],
    ['Norway, fifteen', 4_000, 2_000, 667],
    ['a hundredth of a percent', 1_000_100, 1, 100],
    ['untaxed', 9_900, 0, 0],
    ['a hundred percent', 201, 10_000, 101],
    ['a half goes up', 1, 10_000, 1],
    ['a half goes down for negative amounts', -1, 10_000, -1],
    ['a discount at its own rate', -2_500, 1_000, -227],
    ['the largest line', 100_000_000, 9_999, 49_997_500],
  ])('%s: %i at %i holds %i', (_, total, taxRate, tax) => {
    expect(taxWithin(total, taxRate)).toBe(tax);
  });
});
