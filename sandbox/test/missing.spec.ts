import { describe, expect, it } from '@jest/globals';
import { merchantOf, refusal } from './merchant.js';
import { Body, om, useSandbox } from './support.js';

const used = useSandbox();
const { inState } = merchantOf(used);
const nobody = '00000000-0000-4000-8000-000000000000';

describe('Order Management: the three words for "missing"', () => {
  const orderCalls: [string, string, string][] = [
    ['GET', '', 'NO_SUCH_ORDER'],
    ['POST', '/acknowledge', 'NO_SUCH_ORDER'],
    ['PATCH', '/authorization', 'NO_SUCH_ORDER'],
    ['POST', '/captures', 'NO_SUCH_ORDER'],
    ['GET', '/captures', 'NO_SUCH_ORDER'],
    ['GET', `/captures/${nobody}`, 'NO_SUCH_ORDER'],
    ['POST', `/captures/${nobody}/shipping-info`, 'NO_SUCH_ORDER'],
    ['POST', '/shipping-info', 'NO_SUCH_ORDER'],
    ['POST', `/captures/${nobody}/trigger-send-out`, 'NO_SUCH_CAPTURE'],
    ['GET', `/captures/${nobody}/extend-due-date-options`, 'NO_SUCH_ORDER'],
    ['PATCH', `/captures/${nobody}/extend-due-date`, 'NO_SUCH_ORDER'],
    ['POST', '/refunds', 'NOT_FOUND'],
    ['GET', `/refunds/${nobody}`, 'NOT_FOUND'],
    ['POST', '/cancel', 'NO_SUCH_ORDER'],
    ['POST', '/release-remaining-authorization', 'NO_SUCH_ORDER'],
    ['POST', '/extend-authorization-time', 'NO_SUCH_ORDER'],
    ['PATCH', '/merchant-references', 'NO_SUCH_ORDER'],
    ['PATCH', '/customer-details', 'NO_SUCH_ORDER'],
  ];

  it.each(orderCalls)('%s %s of an unknown order: %3$s', async (method, rest, code) => {
    const body = method === 'GET' ? undefined : {};
    expect(refusal(await used.client.call(method, om(nobody, rest), body))).toEqual([404, code]);
  });

  const captureCalls: [string, string, Body, string][] = [
    ['GET', '', undefined, 'NO_SUCH_ORDER'],
    ['POST', '/shipping-info', { shipping_info: [{}] }, 'NO_SUCH_ORDER'],
    ['POST', '/trigger-send-out', undefined, 'NO_SUCH_CAPTURE'],
    ['GET', '/extend-due-date-options', undefined, 'NO_SUCH_CAPTURE'],
    ['PATCH', '/extend-due-date', { number_of_days: 10 }, 'NO_SUCH_CAPTURE'],
  ];

  it.each(captureCalls)('%s capture%s of an unknown capture', async (method, rest, body, code) => {
    const id = await inState.PART_CAPTURED!();
    expect(refusal(await used.client.call(method, om(id, `/captures/${nobody}${rest}`), body))).toEqual([
      404,
      code,
    ]);
  });

  it.each([
    ['/shipping-info', { shipping_info: [{}] }],
    ['/trigger-send-out', undefined],
  ])('%s of an order without captures is not allowed', async (rest, body) => {
    const id = await used.client.paid();
    expect(refusal(await used.client.post(om(id, `/captures/${nobody}${rest}`), body))).toEqual([
      403,
      'NOT_ALLOWED',
    ]);
  });

  it('a refund that is not there is NOT_FOUND', async () => {
    expect(refusal(await used.client.get(om(await used.client.paid(), `/refunds/${nobody}`)))).toEqual([
      404,
      'NOT_FOUND',
    ]);
  });

  it.each(['x', '123', 'f3392f8b-6116-4073-ab96'])(
    'an id that is no UUID (%s) is INVALID_ORDER_ID',
    async (id) => {
      expect(refusal(await used.client.get(om(id)))).toEqual([400, 'INVALID_ORDER_ID']);
    },
  );
});
