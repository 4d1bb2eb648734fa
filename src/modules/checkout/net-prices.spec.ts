import { grossFromNet, type NetAmounts } from './net-prices.js';

const net = (
  unitPriceExcludingTax: number,
  taxRate: number,
  quantity = 1,
  discountExcludingTax = 0,
): NetAmounts => ({
  quantity,
  unitPriceExcludingTax,
  discountExcludingTax,
  taxRate,
});

/** Each net line as "quantity×unit−discount" pieces. */
function pieces(nets: NetAmounts[], total?: number): string[] | string {
  const result = grossFromNet(nets, total);
  if (!result.ok) return `${result.lowest}..${result.highest}`;
  return result.lines.map((line) =>
    line
      .map(({ quantity, unitPriceMinor, totalDiscountAmountMinor: discount }) =>
        discount === 0 ? `${quantity}×${unitPriceMinor}` : `${quantity}×${unitPriceMinor}−${discount}`,
      )
      .join(' + '),
  );
}

describe('gross lines from net prices', () => {
  it.each<[string, NetAmounts[], number | undefined, string[] | string]>([
    ['an even price stays one line', [net(10_000, 2_500, 3)], undefined, ['3×12500']],
    ['1248.75 rounds to 1249, shared among the pieces', [net(333, 2_500, 3)], undefined, ['2×416 + 1×417']],
    ['one piece takes the rounding itself', [net(333, 2_500)], undefined, ['1×416']],
    [
      'two halves make a whole, which goes to the earlier line',
      [net(2, 2_500), net(2, 2_500)],
      undefined,
      ['1×3', '1×2'],
    ],
    ['the largest remainder wins', [net(101, 1_000), net(109, 1_000)], undefined, ['1×111', '1×120']],
    [
      'a line without remainder never changes',
      [net(100, 1_000), net(105, 1_000)],
      undefined,
      ['1×110', '1×116'],
    ],
    [
      'a discount line rounds like the others',
      [net(1_000, 2_500), net(-333, 2_500)],
      undefined,
      ['1×1250', '1×-416'],
    ],
    ['a discount takes the odd minor units', [net(333, 2_500, 3, 100)], undefined, ['3×417−127']],
    ['nothing bought, nothing charged', [net(333, 2_500, 0)], undefined, ['0×416']],
    ['a shop that rounds each line up', [net(2, 2_500), net(2, 2_500)], 6, ['1×3', '1×3']],
    ['a shop that rounds each line down', [net(2, 2_500), net(2, 2_500)], 4, ['1×2', '1×2']],
    ['a total out of reach', [net(2, 2_500), net(2, 2_500)], 7, '4..6'],
    ['a total that is no whole number', [net(2, 2_500), net(2, 2_500)], 5.5, '4..6'],
    ['no lines', [], undefined, []],
    ['no lines, but a total', [], 1, '0..0'],
  ])('%s', (_, nets, total, expected) => {
    expect(pieces(nets, total)).toEqual(expected);
  });

  it('takes the tax out of each gross line', () => {
    const result = grossFromNet([net(333, 2_500, 3)]);
    expect(result.ok && result.lines[0]!.map((line) => line.totalTaxAmountMinor)).toEqual([166, 83]);
  });
});
