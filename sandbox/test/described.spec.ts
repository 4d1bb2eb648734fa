import { describe, expect, it } from '@jest/globals';
import { merchantOf } from './merchant.js';
import { aLine, anOrder, Body, om, useSandbox } from './support.js';

/** Answers hold no field that the official descriptions do not have, and no null. */
const used = useSandbox();
const { authorize, capture, refund } = merchantOf(used);

const odd = { invented: 1 };
const street = { street_name: 'Weg', street_number: '1', house_extension: 'B' };
const address = { given_name: 'Eva', care_of: 'Bo', postal_code: '1234567890123' };

describe('What a merchant sends beyond the descriptions', () => {
  it('is not kept in a checkout order', async () => {
    const billing_address = { given_name: 'Eva' };
    const given = {
      order_lines: [aLine({ ...odd, merchant_data: null, product_identifiers: { brand: 'B', size: null } })],
      billing_address: { ...billing_address, ...odd, city: null },
      options: { color_button: '#FF9900', color_link: null, ...odd },
    };
    const { body } = await used.client.post('/checkout/v3/orders', anOrder(given));
    expect(body.order_lines).toEqual([aLine({ product_identifiers: { brand: 'B' } })]);
    expect(body.billing_address).toEqual(billing_address);
    expect(body.options).toEqual({ allow_separate_shipping_address: false, color_button: '#FF9900' });
  });

  it('goes with null in an update', async () => {
    const id = await used.client.order({ options: { color_button: '#FF9900', radius_border: '5' } });
    const { body } = await used.client.post(`/checkout/v3/orders/${id}`, { options: { color_button: null } });
    expect(body.options).toEqual({ allow_separate_shipping_address: false, radius_border: '5' });
  });

  it('leaves a shipping option with its delivery details and add-ons', async () => {
    const option = {
      id: 'o',
      name: 'Home',
      price: 0,
      tax_amount: 0,
      tax_rate: 0,
      delivery_details: { carrier: 'C', product: { name: 'P' }, pickup_location: { address: { city: 'X' } } },
      selected_addons: [{ type: 'sms', price: 0 }],
    };
    const given = anOrder({ shipping_options: [{ ...option, ...odd }] });
    expect((await used.client.post('/checkout/v3/orders', given)).body.shipping_options).toEqual([option]);
  });

  it('is not kept in captures, refunds, shipments and new totals', async () => {
    const lines = { order_lines: [aLine({ ...odd, shipping_attributes: { weight: 1 }, image_url: null })] };
    const shipment = { shipping_company: 'C' };
    const id = await used.client.paid();
    await authorize(id, 10000, lines);
    await capture(id, 10000, { ...lines, shipping_info: [{ ...shipment, ...odd, tracking_uri: null }] });
    await refund(id, 10000, lines);
    await used.client.post(om(id, '/shipping-info'), { shipping_info: [{ ...shipment, ...odd }] });
    const order = await used.client.managed(id);
    for (const { order_lines } of [order, order.captures[0], order.refunds[0]])
      expect(order_lines).toEqual([aLine()]);
    expect([order.shipping_info, order.captures[0].shipping_info]).toEqual([[shipment], [shipment]]);
  });

  it('is not kept in a new shipping address', async () => {
    const id = await used.client.paid();
    const shipping_address = { city: 'X', email: null, ...odd };
    expect((await used.client.patch(om(id, '/customer-details'), { shipping_address })).status).toBe(204);
    expect((await used.client.managed(id)).shipping_address).toEqual({ city: 'X' });
  });
});

describe('What a checkout order has and Order Management has not', () => {
  const paidWith = async (line: Body): Promise<Body> =>
    (await used.client.managed(await used.client.paid({ order_lines: [aLine(line)] }))).order_lines;

  it('shipping attributes stay behind', async () => {
    expect(await paidWith({ shipping_attributes: { weight: 1 } })).toEqual([aLine()]);
  });

  it('a subscription comes along with its name only', async () => {
    const subscription = { interval: 'MONTH', interval_count: 1 };
    expect(await paidWith({ subscription })).toEqual([aLine()]);
    const named = { subscription: { ...subscription, name: 'Monthly' } };
    expect(await paidWith(named)).toEqual([aLine(named)]);
  });

  it('a line type comes along from the list', async () => {
    expect(await paidWith({ type: 'digital' })).toEqual([aLine({ type: 'digital' })]);
    expect(await paidWith({ type: 'unheard' })).toEqual([aLine()]);
  });

  it('an address has its street in one line, nothing in care of, and fits', async () => {
    const id = await used.client.paid(
      { options: { allow_separate_shipping_address: true }, shipping_address: { ...address, ...street } },
      { billing_address: { ...address, ...street, street_address: 'Examplestreet 1' } },
    );
    const { billing_address, shipping_address } = await used.client.managed(id);
    expect(shipping_address).toEqual({
      given_name: 'Eva',
      postal_code: '1234567890',
      street_address: 'Weg 1 B',
    });
    expect(billing_address).toMatchObject({ street_address: 'Examplestreet 1', postal_code: '1234567890' });
    for (const name of ['care_of', 'street_name', 'street_number', 'house_extension'])
      expect(billing_address).not.toHaveProperty(name);
  });

  it('a capture made with the purchase shows the same lines', async () => {
    const id = await used.client.paid({
      order_lines: [aLine({ shipping_attributes: { weight: 1 } })],
      options: { auto_capture: true },
    });
    expect((await used.client.managed(id)).captures[0].order_lines).toEqual([aLine()]);
  });
});
