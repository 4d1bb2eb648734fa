import { describe, expect, it } from '@jest/globals';
import { aLine, anOrder, Body, useSandbox } from './support.js';

const used = useSandbox();

const faults = async (given: Body): Promise<string[]> =>
  (await used.client.post('/checkout/v3/orders', anOrder(given))).body.error_messages ?? [];

/** An order of these lines, with totals that follow from them. */
const of = (...order_lines: Body[]): Body => ({
  order_lines,
  order_amount: order_lines.reduce((sum, line) => sum + line.total_amount, 0),
  order_tax_amount: order_lines.reduce((sum, line) => sum + line.total_tax_amount, 0),
});

describe('Checkout arithmetic', () => {
  it.each([-1, 1, 100])('A1: a line total that is off by %d is refused', async (off) => {
    const total_amount = 10000 + off;
    expect(await faults(of(aLine({ total_amount, tax_rate: 0, total_tax_amount: 0 })))).toEqual([
      'Bad value: order_lines[0].total_amount',
    ]);
  });

  it('A1: the discount is taken off the line', async () => {
    const line = aLine({ total_discount_amount: 1000, total_amount: 9000, total_tax_amount: 1800 });
    expect(await faults(of(line))).toEqual([]);
  });

  it.each([1999, 2000, 2001])(
    'A2: a tax of %d for 2000 is within the tolerance',
    async (total_tax_amount) => {
      expect(await faults(of(aLine({ total_tax_amount })))).toEqual([]);
    },
  );

  it.each([1998, 2002])('A2: a tax of %d for 2000 is refused', async (total_tax_amount) => {
    expect(await faults(of(aLine({ total_tax_amount })))).toEqual([
      'Bad value: order_lines[0].total_tax_amount',
    ]);
  });

  it('A2: tax is extracted from the gross figure: 50000 at 10 % holds 4545, not 5000', async () => {
    const line = { quantity: 5, unit_price: 10000, tax_rate: 1000, total_amount: 50000 };
    expect(await faults(of(aLine({ ...line, total_tax_amount: 4545 })))).toEqual([]);
    expect(await faults(of(aLine({ ...line, total_tax_amount: 5000 })))).toEqual([
      'Bad value: order_lines[0].total_tax_amount',
    ]);
  });

  it.each([9999, 10001])('A3: an order amount of %d for 10000 is refused', async (order_amount) => {
    expect(await faults({ order_amount })).toEqual(['Bad value: order_amount']);
  });

  it.each([1999, 2001])(
    'A4: an order tax of %d for 2000 is refused, without tolerance',
    async (order_tax_amount) => {
      expect(await faults({ order_tax_amount })).toEqual(['Bad value: order_tax_amount']);
    },
  );

  it('A5: a discount line carries negative tax at its rate', async () => {
    const discount = {
      name: 'Discount',
      type: 'discount',
      quantity: 1,
      unit_price: -1000,
      tax_rate: 2500,
      total_amount: -1000,
    };
    expect(await faults(of(aLine(), { ...discount, total_tax_amount: -200 }))).toEqual([]);
    expect(await faults(of(aLine(), { ...discount, total_tax_amount: -201 }))).toEqual([]);
    expect(await faults(of(aLine(), { ...discount, total_tax_amount: 200 }))).toEqual([
      'Bad value: order_lines[1].total_tax_amount',
    ]);
  });

  it('A5: halves are rounded away from zero in negative lines too', async () => {
    const discount = { name: 'Discount', type: 'discount', quantity: 1, tax_rate: 10000, unit_price: -1 };
    const line = (total_tax_amount: number) => ({ ...discount, total_amount: -1, total_tax_amount });
    expect(await faults(of(aLine(), line(-1)))).toEqual([]);
    expect(await faults(of(aLine(), line(-2)))).toEqual([]);
    expect(await faults(of(aLine(), line(0)))).toEqual([]);
    expect(await faults(of(aLine(), line(1)))).toEqual(['Bad value: order_lines[1].total_tax_amount']);
  });

  it.each(['discount', 'gift_card', 'store_credit'])(
    'A5: a %s that raises the order is refused',
    async (type) => {
      const line = aLine({ type });
      expect(await faults(of(aLine(), line))).toEqual(['Bad value: order_lines[1].total_amount']);
    },
  );

  it('A5: a discount on untaxed goods has no tax at all', async () => {
    const discount = {
      name: 'Discount',
      type: 'discount',
      quantity: 1,
      unit_price: -1000,
      tax_rate: 0,
      total_amount: -1000,
    };
    expect(await faults(of(aLine(), { ...discount, total_tax_amount: 0 }))).toEqual([]);
    expect(await faults(of(aLine(), { ...discount, total_tax_amount: -1 }))).toEqual([
      'Bad value: order_lines[1].total_tax_amount',
    ]);
  });

  it('A5: gift cards and store credit are negative lines like discounts', async () => {
    for (const type of ['gift_card', 'store_credit']) {
      const line = {
        name: 'Card',
        type,
        quantity: 1,
        unit_price: -500,
        tax_rate: 0,
        total_amount: -500,
        total_tax_amount: 0,
      };
      expect(await faults(of(aLine(), line))).toEqual([]);
    }
  });

  describe('A6: in the United States', () => {
    const net = { quantity: 1, tax_rate: 0, total_tax_amount: 0 };
    const lines = [
      { ...net, name: 'Goods', type: 'physical', unit_price: 50000, total_amount: 50000 },
      { ...net, name: 'Shipping', type: 'shipping_fee', unit_price: 2000, total_amount: 2000 },
      { ...net, name: 'Tax', type: 'sales_tax', unit_price: 3938, total_amount: 3938 },
      { ...net, name: 'Discount', type: 'discount', unit_price: -5000, total_amount: -5000 },
    ];
    const us = {
      purchase_country: 'US',
      purchase_currency: 'USD',
      locale: 'en-US',
      order_amount: 50938,
      order_lines: lines,
    };

    it('the published example is taken', async () => {
      expect(await faults({ ...us, order_tax_amount: 3938 })).toEqual([]);
    });

    it('the sales tax lines make up the order tax', async () => {
      expect(await faults({ ...us, order_tax_amount: 0 })).toEqual(['Bad value: order_tax_amount']);
    });

    it('several sales tax lines are added up', async () => {
      const [goods, shipping, , discount] = lines;
      const tax = (amount: number) => ({
        ...net,
        name: 'Tax',
        type: 'sales_tax',
        unit_price: amount,
        total_amount: amount,
      });
      const order_lines = [goods, shipping, tax(3000), tax(938), discount];
      expect(await faults({ ...us, order_lines, order_tax_amount: 3938 })).toEqual([]);
    });

    it('a line with tax of its own is refused', async () => {
      expect(
        await faults({
          purchase_country: 'US',
          purchase_currency: 'USD',
          locale: 'en-US',
          order_tax_amount: 0,
        }),
      ).toEqual(['Bad value: order_lines[0].tax_rate', 'Bad value: order_lines[0].total_tax_amount']);
    });
  });

  it('reports faults of lines and totals together, lines first', async () => {
    expect(
      await faults({ order_lines: [aLine({ total_tax_amount: 5 })], order_amount: 1, order_tax_amount: 1 }),
    ).toEqual([
      'Bad value: order_lines[0].total_tax_amount',
      'Bad value: order_amount',
      'Bad value: order_tax_amount',
    ]);
  });
});
