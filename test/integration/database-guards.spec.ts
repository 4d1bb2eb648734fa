import { startApp, type TestApp } from '../support/app.js';
import type { Link } from '../support/shop.js';

/** The last net under the program's own rules: what must never be true cannot be written, whoever writes it. */
describe('the database refuses', () => {
  let app: TestApp;
  let paid: Link;

  beforeAll(async () => {
    app = await startApp();
    const { id, session } = await app.shop.anOpenLink();
    await app.sandbox.consumer(session.id, 'pay');
    await app.shop.outcome(id);
    await app.shop.capture({ paymentLinkId: id, amount: 1_000, idempotencyKey: 'guarded' });
    await app.shop.refund({ paymentLinkId: id, amount: 400, idempotencyKey: 'guarded' });
    paid = await app.shop.link(id);
  });
  afterAll(() => app.stop());

  const change = (what: string) =>
    app.database.query(`UPDATE orders SET ${what} WHERE payment_link_id = $1`, [paid.id]);
  /** Another operation like the link's own one of that kind, but for what is given. */
  const repeat = (kind: string, others: Record<string, string>) => {
    const columns = ['merchant_id', 'payment_link_id', 'kind', 'input', 'created_at', 'updated_at'];
    const names = [...columns, ...Object.keys(others)].join(', ');
    const values = [...columns, ...Object.values(others)].join(', ');
    return app.database.query(
      `INSERT INTO operations (id, ${names}) SELECT gen_random_uuid(), ${values} FROM operations
       WHERE payment_link_id = $1 AND kind = $2 LIMIT 1`,
      [paid.id, kind],
    );
  };

  it('a second payable session of one link', async () => {
    const { id } = await app.shop.anOpenLink();
    const second = `INSERT INTO hosted_sessions (id, merchant_id, payment_link_id, checkout_order_id, session_id,
         status, redirect_url, expires_at, created_at, updated_at)
       SELECT gen_random_uuid(), merchant_id, payment_link_id, 'another order', 'another session', 'WAITING',
         redirect_url, expires_at, created_at, updated_at
       FROM hosted_sessions WHERE payment_link_id = $1`;

    await expect(app.database.query(second, [id])).rejects.toThrow(/hosted_sessions_one_payable/);
  });

  it('two makings, ends or cancellations of one link at a time', async () => {
    await expect(repeat('OPEN_SESSION', { status: "'REQUESTED'" })).resolves.toBeDefined();
    await expect(repeat('OPEN_SESSION', { status: "'OUTCOME_UNKNOWN'" })).rejects.toThrow(
      /operations_one_in_flight/,
    );
  });

  it('one key for two operations of a kind', async () => {
    const twin = { status: "'SUCCEEDED'", client_key: "'guarded'" };
    await expect(repeat('CAPTURE', twin)).rejects.toThrow(/operations_client_key/);
    await expect(repeat('REFUND', twin)).rejects.toThrow(/operations_client_key/);
  });

  it('a capture or refund of the provider that is counted twice', async () => {
    const twin = { status: "'SUCCEEDED'", result: 'result' };
    await expect(repeat('CAPTURE', twin)).rejects.toThrow(/operations_capture_once/);
    await expect(repeat('REFUND', twin)).rejects.toThrow(/operations_refund_once/);
  });

  it.each([
    ['more captured than authorized', 'captured_minor = captured_minor + 1', 'captured_within_authorized'],
    ['more in flight than is left', 'capturing_minor = remaining_minor + 1', 'capturing_within_remaining'],
    ['more refunded than captured', 'refunded_minor = captured_minor + 1', 'refunded_within_captured'],
    [
      'more refunds in flight than were captured',
      'refunding_minor = captured_minor - refunded_minor + 1',
      'refunded_within_captured',
    ],
  ])('%s', async (_what, assignment, constraint) => {
    await expect(change(assignment)).rejects.toThrow(new RegExp(constraint));
  });
});
