import { type TestApp, startApp } from '../support/app.js';
import { visit } from '../support/browser.js';
import { eventually } from '../support/eventually.js';
import { SandboxRefusal, type Fault } from '../support/sandbox.js';
import type { Link, Shop } from '../support/shop.js';
import { DOWN, SHORT_TEMPERED, SILENCE, throughEach, TURNED_AWAY } from '../support/trouble.js';

const READ_ATTEMPTS = 3;

describe('a hosted session when the provider', () => {
  let app: TestApp;
  let shop: Shop;

  beforeAll(async () => {
    app = await startApp(SHORT_TEMPERED);
    shop = app.shop;
    await app.sandbox.callbacks({ deliver: false });
  });
  afterEach(() => app.sandbox.clearFaults());
  afterAll(() => app.stop());

  const isUp = async (): Promise<boolean> => (await fetch(`${app.url}/health/ready`)).ok;

  describe('is asked to disable it', () => {
    const match = 'DELETE /hpp/v1/sessions/*';

    it('and does not answer, or cannot: is carried through, and the same call later gives the result', () =>
      throughEach([...SILENCE, ...DOWN], async (name, fault) => {
        const link = await shop.anOpenLink();
        await app.sandbox.faults([{ match: match.replace('*', link.session.id), ...fault }]);
        const request = { paymentLinkId: link.id, idempotencyKey: name };

        const asked = await shop.disable(request);

        expect(asked).toMatchObject({
          __typename: 'ProviderUnavailable',
          message: expect.stringMatching(/carried through/i),
        });
        await eventually(async () =>
          expect(await shop.disable(request)).toMatchObject({ id: link.id, status: 'DISABLED' }),
        );
        await expect(app.sandbox.consumer(link.session.id, 'pay')).rejects.toBeInstanceOf(SandboxRefusal);
        const history = await shop.history(link.id, 'payment_link.disabled');
        expect(history.filter((type) => type === 'payment_link.disabled')).toHaveLength(1);
        expect(await isUp()).toBe(true);
      }));

    it.each([400, 404])(
      'and a page between us answers %i: does not take it for the provider',
      async (status) => {
        const link = await shop.anOpenLink();
        await app.sandbox.faults([{ match, kind: 'html', status }]);

        const asked = await shop.tryTo('disable', { paymentLinkId: link.id });

        expect(JSON.stringify(asked)).not.toMatch(/AlreadyPaid|DISABLED|INTERNAL/);
        await eventually(async () =>
          expect(await shop.disable({ paymentLinkId: link.id })).toMatchObject({ status: 'DISABLED' }),
        );
      },
    );

    it('and refuses with 400 though nobody paid: does not say that it is paid', async () => {
      const link = await shop.anOpenLink();
      await app.sandbox.faults([{ match, kind: 'status', status: 400 }]);

      const asked = await shop.tryTo('disable', { paymentLinkId: link.id });

      expect(JSON.stringify(asked)).not.toMatch(/AlreadyPaid|INTERNAL/);
    });

    it.each([401, 403])(
      'and refuses with %i: says so, leaves it open, and the next call works',
      async (status) => {
        const link = await shop.anOpenLink();
        await app.sandbox.faults([{ match, kind: 'status', status }]);

        const asked = await shop.disable({ paymentLinkId: link.id });

        expect(asked).toMatchObject({
          __typename: 'ProviderRejected',
          code: 'PROVIDER_REJECTED',
          providerMessages: ['Injected fault'],
          correlationId: expect.any(String),
        });
        expect(await shop.link(link.id)).toMatchObject({ status: 'OPEN' });
        expect(await shop.disable({ paymentLinkId: link.id })).toMatchObject({ status: 'DISABLED' });
      },
    );

    it('and says that there is none, though nobody paid: it is disabled', async () => {
      const link = await shop.anOpenLink();
      await app.sandbox.faults([{ match, kind: 'status', status: 404 }]);

      expect(await shop.disable({ paymentLinkId: link.id })).toMatchObject({ status: 'DISABLED' });
    });

    it('and loses the reply, and the consumer was faster: it is paid', async () => {
      const link = await shop.anOpenLink();
      await app.sandbox.faults([{ match, kind: 'timeout' }]);
      const request = { paymentLinkId: link.id, idempotencyKey: 'race' };

      const asked = shop.disable(request);
      await app.sandbox.consumer(link.session.id, 'pay');

      expect(await asked).toMatchObject({ __typename: 'ProviderUnavailable' });
      await eventually(async () => expect((await shop.link(link.id)).status).toBe('COMPLETED'));
      expect(await shop.disable(request)).toMatchObject({ __typename: 'AlreadyPaid' });
    });
  });

  describe('is asked how it stands', () => {
    const fail = ({ session }: Link, fault: Omit<Fault, 'match'>, times = READ_ATTEMPTS) =>
      app.sandbox.faults([{ match: `GET /hpp/v1/sessions/${session.id}`, times, ...fault }]);

    it('and does not answer, or cannot: does not know, changes nothing, and knows later', () =>
      throughEach([...SILENCE, ...DOWN], async (_, fault) => {
        const link = await shop.anOpenLink();
        await app.sandbox.consumer(link.session.id, 'pay');
        await fail(link, fault);

        const asked = await shop.tryToRead('outcome', { id: link.id });
        const meanwhile = await shop.link(link.id);

        expect(asked.errors).toMatchObject([{ extensions: { code: 'PROVIDER_UNAVAILABLE' } }]);
        expect(meanwhile).toMatchObject({ status: 'OPEN', session: { status: 'WAITING' } });
        await eventually(async () =>
          expect(await shop.outcome(link.id)).toMatchObject({ status: 'COMPLETED' }),
        );
        expect(await isUp()).toBe(true);
      }));

    it('and fails once: asks again, and knows', async () => {
      const link = await shop.anOpenLink();
      await app.sandbox.consumer(link.session.id, 'pay');
      await fail(link, { kind: 'status', status: 503 }, 1);

      expect(await shop.outcome(link.id)).toMatchObject({ status: 'COMPLETED' });
    });

    it('and a page between us answers 404: does not take it for an end', async () => {
      const link = await shop.anOpenLink();
      await app.sandbox.advance(10 * 60);
      await fail(link, { kind: 'html', status: 404 });

      await shop.tryToRead('outcome', { id: link.id });

      expect(await shop.link(link.id)).toMatchObject({ status: 'OPEN', session: { status: 'WAITING' } });
    });

    it('and refuses the key: says that it is refused, and changes nothing', async () => {
      const link = await shop.anOpenLink();
      await fail(link, { kind: 'status', status: 403 });

      const asked = await shop.tryToRead('outcome', { id: link.id });

      expect(asked.errors).toMatchObject([{ extensions: { code: 'PROVIDER_REJECTED' } }]);
      expect(await shop.link(link.id)).toMatchObject({ status: 'OPEN' });
    });

    it('and cannot say: the consumer who comes back is not sent to a success that nobody knows of', async () => {
      const link = await shop.anOpenLink({
        redirectUrls: { success: 'https://shop.example/thanks' },
      });
      const { redirect_url } = await app.sandbox.consumer(link.session.id, 'pay');
      await fail(link, { kind: 'status', status: 503 });

      const meanwhile = await visit(redirect_url!);
      await app.sandbox.clearFaults();
      const later = await visit(redirect_url!);

      expect(meanwhile).toMatchObject({ status: 200, location: null });
      expect(meanwhile.html).toMatch(/bekräftas/);
      expect(later).toMatchObject({ status: 302, location: 'https://shop.example/thanks' });
    });
  });

  describe('is asked to send it', () => {
    const match = 'POST /hpp/v1/sessions/*/distribution';
    const recipient = { method: 'PROVIDER_EMAIL', email: 'anna@example.com' };
    const calls = async (sessionId: string) =>
      (await app.sandbox.requests()).filter(
        ({ path }) => path === `/hpp/v1/sessions/${sessionId}/distribution`,
      );

    it('and refuses: says so, and the next call works', async () => {
      const { id } = await shop.anOpenLink();
      await app.sandbox.faults([{ match, kind: 'status', status: 400 }]);

      const refused = await shop.send(id, recipient);

      expect(refused).toMatchObject({ __typename: 'ProviderRejected', providerMessages: ['Injected fault'] });
      expect(await shop.send(id, recipient)).toMatchObject({ __typename: 'Distribution', status: 'SENT' });
      expect(await isUp()).toBe(true);
    });

    it('and is over its quota: nothing happened, and the same request works', async () => {
      const { id } = await shop.anOpenLink();
      await app.sandbox.faults([{ match, kind: 'status', status: 429 }]);

      const refused = await shop.send(id, recipient, { idempotencyKey: 'quota' });

      expect(refused).toMatchObject({ __typename: 'ProviderUnavailable' });
      expect(await shop.send(id, recipient, { idempotencyKey: 'quota' })).toMatchObject({ status: 'SENT' });
    });

    it.each(TURNED_AWAY)('and %s while nobody waits: is asked again', async (_, fault) => {
      await app.sandbox.faults([{ match, times: 1, ...fault }]);

      const { id, session } = await shop.anOpenLink({
        send: [{ ...recipient, email: 'nobody-waits@example.com' }],
      });

      await eventually(async () => {
        await app.sandbox.advance(2);
        expect((await shop.link(id)).distributions).toMatchObject([{ status: 'SENT' }]);
      });
      expect(await calls(session.id)).toHaveLength(2);
    });

    it('and does not answer, or cannot: leaves it unknown rather than send twice', () =>
      throughEach([...SILENCE, ...DOWN], async (name, fault) => {
        const { id, session } = await shop.anOpenLink();
        await app.sandbox.faults([{ match: match.replace('*', session.id), ...fault }]);

        const asked = await shop.send(id, recipient, { idempotencyKey: name });
        const again = await shop.send(id, recipient, { idempotencyKey: name });

        expect(asked).toMatchObject({
          __typename: 'Distribution',
          status: 'OUTCOME_UNKNOWN',
          sentAt: null,
        });
        expect(again).toMatchObject({ id: asked.id, status: 'OUTCOME_UNKNOWN' });
        expect(await calls(session.id)).toHaveLength(1);
        expect((await shop.link(id)).distributions).toMatchObject([
          { id: asked.id, status: 'OUTCOME_UNKNOWN' },
        ]);
      }));
  });
});
