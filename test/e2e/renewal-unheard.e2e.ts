import { KlarnaHppApi, KlarnaOutcomeUnknown } from '../../src/modules/klarna/index.js';
import { type TestApp, startApp } from '../support/app.js';
import { visit } from '../support/browser.js';
import { eventually } from '../support/eventually.js';

describe('a link whose old session was ended, and a proxy said that it was not', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await startApp({ RECONCILE_INTERVAL_MS: '1000' });
  });
  afterAll(() => app.stop());

  it('stays on offer, and leads to a new one', async () => {
    const link = await app.shop.anOpenLink();
    const left = Date.parse(link.session.expiresAt) - (await app.sandbox.now()).getTime();
    const now = await app.sandbox.advance(left / 1000 - 40);
    await eventually(async () => {
      const { createdAt } = await app.shop.anOpenLink();
      expect(Date.parse(createdAt)).toBeGreaterThanOrEqual(now.getTime());
    });
    const hpp = app.nest.get(KlarnaHppApi);
    const { disableSession } = hpp;
    hpp.disableSession = async (id) => {
      hpp.disableSession = disableSession;
      await disableSession.call(hpp, id);
      throw new KlarnaOutcomeUnknown('DELETE', 'HTTP 504', 504);
    };

    await visit(link.url);

    const { location } = await eventually(async () => {
      const visited = await visit(link.url);
      expect(visited.status).toBe(302);
      return visited;
    });
    const { status, session } = await app.shop.link(link.id);
    expect({ status, location }).toEqual({ status: 'OPEN', location: session.redirectUrl });
    expect(session.id).not.toBe(link.session.id);
    expect(await app.shop.history(link.id, 'session.renewed')).not.toContain('payment_link.disabled');
  });
});
