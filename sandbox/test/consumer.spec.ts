import { describe, expect, it } from '@jest/globals';
import { Body, useSandbox } from './support.js';

const used = useSandbox();
const shop = 'https://shop.example';

const allUrls = Object.fromEntries(
  ['success', 'failure', 'error', 'back', 'cancel'].map((name) => [name, `${shop}/${name}?s={{session_id}}`]),
);

const open = async (merchant_urls: Body = {}, channel?: string) => {
  const id = await used.client.order(channel ? { options: { acquiring_channel: channel } } : {});
  const { session_id } = await used.client.session(id, { merchant_urls });
  return { id, session: session_id as string };
};

const status = async (id: string): Promise<string> =>
  (await used.client.get(`/hpp/v1/sessions/${id}`)).body.status;

describe('The consumer on the page', () => {
  const moves: [string, string, string][] = [
    ['open', 'IN_PROGRESS', ''],
    ['pay', 'COMPLETED', 'success'],
    ['decline', 'FAILED', 'failure'],
    ['error', 'ERROR', 'error'],
    ['back', 'BACK', 'back'],
  ];

  it.each(moves)('%s leads to %s', async (action, expected, landing) => {
    const { session } = await open(allUrls);
    await used.client.consumer(session, 'open');
    const reply = await used.client.consumer(session, action);
    expect(reply.status).toBe(200);
    expect(reply.body.status).toBe(expected);
    expect(reply.body.redirect_url).toBe(landing ? `${shop}/${landing}?s=${session}` : null);
    expect(await status(session)).toBe(expected);
  });

  it.each(['decline', 'error', 'back'])('may come back and pay after %s', async (action) => {
    const { session } = await open(allUrls);
    expect((await used.client.consumer(session, action)).status).toBe(200);
    expect((await used.client.consumer(session, 'open')).body.status).toBe('IN_PROGRESS');
    expect((await used.client.consumer(session, 'pay')).body.status).toBe('COMPLETED');
  });

  it('opens the page by acting on it', async () => {
    const { session } = await open(allUrls);
    expect((await used.client.consumer(session, 'pay')).body.status).toBe('COMPLETED');
  });

  it('is offered nothing once completed', async () => {
    const { session } = await open(allUrls);
    await used.client.consumer(session, 'pay');
    for (const action of ['open', 'pay', 'decline', 'error', 'back', 'cancel']) {
      expect([action, (await used.client.consumer(session, action)).status]).toEqual([action, 409]);
    }
    expect(await status(session)).toBe('COMPLETED');
  });

  it('is offered nothing once expired', async () => {
    const { session } = await open(allUrls);
    await used.client.hours(47.1);
    expect((await used.client.consumer(session, 'pay')).status).toBe(409);
  });

  it('is sent nowhere when the merchant gave no addresses', async () => {
    for (const action of ['pay', 'decline', 'error', 'back']) {
      const { session } = await open();
      expect((await used.client.consumer(session, action)).body.redirect_url).toBeNull();
    }
  });

  it('lands on failure after an error when there is no error address', async () => {
    const { session } = await open({ failure: `${shop}/failure` });
    expect((await used.client.consumer(session, 'error')).body).toEqual({
      status: 'ERROR',
      redirect_url: `${shop}/failure`,
    });
  });

  it('shows the order id and the reference once completed', async () => {
    const { id, session } = await open();
    await used.client.consumer(session, 'pay');
    const read = (await used.client.get(`/hpp/v1/sessions/${session}`)).body;
    expect(read.order_id).toBe(id);
    expect(read.klarna_reference).toBe((await used.client.managed(id)).klarna_reference);
    expect(read.authorization_token).toBeUndefined();
  });

  it('moves updated_at with every change of status', async () => {
    const { session } = await open();
    const seen = [];
    for (const action of ['open', 'decline', 'open', 'pay']) {
      await used.client.consumer(session, action);
      seen.push((await used.client.get(`/hpp/v1/sessions/${session}`)).body.updated_at);
    }
    expect([...new Set(seen)].sort()).toEqual(seen);
  });
});

describe('Placeholders', () => {
  it('fills the order id in after completion, and nothing for a token', async () => {
    const { id, session } = await open({
      success: `${shop}/ok?o={{order_id}}&s={{session_id}}&t={{authorization_token}}`,
    });
    const reply = await used.client.consumer(session, 'pay');
    expect(reply.body.redirect_url).toBe(`${shop}/ok?o=${id}&s=${session}&t=`);
  });

  it.each(['failure', 'error', 'back'])('knows no order id in %s', async (name) => {
    const { session } = await open({ [name]: `${shop}/?o={{order_id}}&s={{session_id}}` });
    const action = name === 'failure' ? 'decline' : name;
    expect((await used.client.consumer(session, action)).body.redirect_url).toBe(`${shop}/?o=&s=${session}`);
  });

  it('leaves encoded braces alone', async () => {
    const { session } = await open({ back: `${shop}/?s=%7B%7Bsession_id%7D%7D` });
    expect((await used.client.consumer(session, 'back')).body.redirect_url).toBe(
      `${shop}/?s=%7B%7Bsession_id%7D%7D`,
    );
  });
});

describe('Cancel and back', () => {
  it('e-commerce treats cancel as back: the session lives on', async () => {
    const { session } = await open(allUrls);
    const reply = await used.client.consumer(session, 'cancel');
    expect(reply.body).toEqual({ status: 'BACK', redirect_url: `${shop}/back?s=${session}` });
    expect((await used.client.consumer(session, 'pay')).body.status).toBe('COMPLETED');
  });

  it.each(['IN_STORE', 'TELESALES', 'MOTO'])('%s ends with cancel, and offers no back', async (channel) => {
    const { session } = await open(allUrls, channel);
    expect((await used.client.consumer(session, 'back')).status).toBe(409);
    const reply = await used.client.consumer(session, 'cancel');
    expect(reply.body).toEqual({ status: 'CANCELLED', redirect_url: `${shop}/cancel?s=${session}` });
    expect((await used.client.consumer(session, 'open')).status).toBe(409);
    expect((await used.client.delete(`/hpp/v1/sessions/${session}`)).status).toBe(400);
  });
});

describe('Manual identification', () => {
  const asked = async () => {
    const { id, session } = await open(allUrls, 'IN_STORE');
    await used.client.consumer(session, 'open');
    expect((await used.client.consumer(session, 'identify')).body.status).toBe('MANUAL_ID_CHECK');
    return { id, session, path: `/hpp/v1/sessions/${session}/manual-id-check` };
  };

  it('shows a challenge, the customer, an obfuscated customer and its own expiry', async () => {
    const { session, path } = await asked();
    const read = (await used.client.get(`/hpp/v1/sessions/${session}`)).body.manual_identification;
    expect(read.challenge).toMatch(/^[A-Z0-9]{3}$/);
    expect(read.customer.family_name).toBe('Approved');
    expect(read.customer_obfuscated.family_name).toBe('A*******');
    expect(Date.parse(read.expires_at)).not.toBeNaN();
    expect((await used.client.get(path)).body).toEqual(read);
  });

  it('completes when the clerk has identified the consumer', async () => {
    const { id, session, path } = await asked();
    expect((await used.client.post(path, { identified: true })).status).toBe(204);
    expect(await status(session)).toBe('COMPLETED');
    expect((await used.client.managed(id)).status).toBe('AUTHORIZED');
  });

  it('fails when not', async () => {
    const { session, path } = await asked();
    expect((await used.client.post(path, { identified: false })).status).toBe(204);
    expect(await status(session)).toBe('FAILED');
  });

  it('does not let the consumer pay meanwhile', async () => {
    const { session } = await asked();
    expect((await used.client.consumer(session, 'pay')).status).toBe(409);
  });

  it('is not asked for in e-commerce, nor settled when it was not asked for', async () => {
    const { session } = await open();
    expect((await used.client.consumer(session, 'identify')).status).toBe(409);
    expect(
      (await used.client.post(`/hpp/v1/sessions/${session}/manual-id-check`, { identified: true })).status,
    ).toBe(400);
  });
});
