import { jest } from '@jest/globals';

import { AccessService } from '../../src/modules/access/index.js';
import { EventLog } from '../../src/modules/events/index.js';
import { type TestApp, startApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { aSecondKey } from '../support/merchants.js';
import { aLink } from '../support/shop.js';

const EVENTS =
  'subscription ($after: Cursor) { paymentLinkEvents(after: $after) { cursor type paymentLinkId } }';

interface StreamEvent {
  id: string;
  type: string;
}

/** Reads server-sent events as a browser does: by lines, with the id that a reconnect sends back. */
function openStream(app: TestApp, key: string, { lastEventId }: { lastEventId?: string } = {}) {
  const events: StreamEvent[] = [];
  const ending = new AbortController();
  const done = (async () => {
    const response = await fetch(`${app.url}/graphql`, {
      method: 'POST',
      signal: ending.signal,
      headers: {
        accept: 'text/event-stream',
        'content-type': 'application/json',
        authorization: `Bearer ${key}`,
        ...(lastEventId && { 'last-event-id': lastEventId }),
      },
      body: JSON.stringify({ query: EVENTS, variables: { after: 'start' } }),
    });
    let text = '';
    for await (const chunk of response.body!.pipeThrough(
      new TextDecoderStream() as never,
    ) as never as AsyncIterable<string>) {
      text += chunk;
      const messages = text.split('\n\n');
      text = messages.pop()!;
      for (const message of messages) {
        const id = /^id: (.*)$/m.exec(message)?.[1];
        const data = /^data: (.*)$/m.exec(message)?.[1];
        if (id && data) events.push({ id, type: JSON.parse(data).data.paymentLinkEvents.type });
      }
    }
  })().catch(() => undefined);
  return {
    events,
    async close() {
      ending.abort();
      await done;
    },
  };
}

describe('the event log as a stream', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.stop());

  it('comes as server-sent events, and resumes by Last-Event-ID without loss', async () => {
    const first = openStream(app, app.merchantKey);
    await app.shop.anOpenLink();
    await eventually(() => expect(first.events).toHaveLength(1));
    await first.close();

    await app.shop.anOpenLink();
    await app.shop.anOpenLink();
    const second = openStream(app, app.merchantKey, { lastEventId: first.events[0]!.id });
    await app.shop.anOpenLink();

    await eventually(() =>
      expect(second.events.map(({ type }) => type)).toEqual(Array(3).fill('payment_link.created')),
    );
    await second.close();
    const { nodes } = await app.shop.events();
    expect([...first.events, ...second.events].map(({ id }) => id)).toEqual(
      nodes.map(({ cursor }) => cursor),
    );
  });

  it.each([
    ['', EVENTS],
    [', whatever it asks', '{ nothing }'],
  ])('refuses a stream without a key, with the code that says so%s', async (_, query) => {
    const response = await fetch(`${app.url}/graphql`, {
      method: 'POST',
      headers: { accept: 'text/event-stream', 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    });
    expect(await response.text()).toContain('"code":"UNAUTHENTICATED"');
  });

  // What urql sends with every operation, and the dashboard with it.
  it('answers clients that take JSON as well in JSON, and streams to them what they subscribe to', async () => {
    const accept = 'application/graphql-response+json, application/json, text/event-stream, multipart/mixed';
    const headers = {
      accept,
      'content-type': 'application/json',
      authorization: `Bearer ${app.merchantKey}`,
    };
    const ask = (query: string) =>
      fetch(`${app.url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) });

    const answer = await ask('{ viewer { role } }');
    expect(await answer.json()).toEqual({ data: { viewer: { role: 'MERCHANT' } } });

    const stream = await ask(EVENTS);
    expect(stream.headers.get('content-type')).toContain('text/event-stream');
    await stream.body!.cancel();
  });

  it.each([
    ['is no subscription', { query: '{ viewer { role } }' }, /application\/json.*BAD_REQUEST/],
    ['has no text for a query', { query: 5 }, /query is a text.*BAD_REQUEST/],
    ['has other variables than an object', { query: EVENTS, variables: 5 }, /variables is.*BAD_REQUEST/],
    ['names an operation that is not there', { query: EVENTS, operationName: 'Other' }, /Unknown operation/],
    ['is no GraphQL', { query: 'subscription {' }, /Syntax Error.*GRAPHQL_VALIDATION_FAILED/],
  ])('tells whoever asks for a stream with what %s', async (_what, body, words) => {
    const response = await fetch(`${app.url}/graphql`, {
      method: 'POST',
      headers: {
        accept: 'text/event-stream',
        'content-type': 'application/json',
        authorization: `Bearer ${app.merchantKey}`,
      },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    expect(text).toMatch(words);
    expect(text).toMatch(/event: complete\n/);
  });

  describe('while the database does not answer', () => {
    afterEach(() => jest.restoreAllMocks());

    /** What a stream said until it ended, in whichever way. */
    async function told(): Promise<string> {
      const response = await fetch(`${app.url}/graphql`, {
        method: 'POST',
        headers: {
          accept: 'text/event-stream',
          'content-type': 'application/json',
          authorization: `Bearer ${app.merchantKey}`,
        },
        body: JSON.stringify({ query: EVENTS, variables: { after: 'start' } }),
      });
      let text = '';
      const decoder = new TextDecoder();
      try {
        for await (const chunk of response.body as never as AsyncIterable<Uint8Array>)
          text += decoder.decode(chunk, { stream: true });
      } catch {
        text += '(cut off)';
      }
      return text;
    }

    it('cuts a stream off that cannot go on, so that its client comes again', async () => {
      jest.spyOn(app.nest.get(EventLog), 'read').mockRejectedValue(new Error('no connection'));

      const text = await told();

      expect(text).toContain('cut off');
      expect(text).not.toContain('event: complete');
    });

    it('cuts a stream off of whom it does not know who they are', async () => {
      jest.spyOn(app.nest.get(AccessService), 'authenticate').mockRejectedValue(new Error('no connection'));

      const text = await told();

      expect(text).toContain('cut off');
      expect(text).not.toContain('event: complete');
    });

    it.each([
      ['whose subscription cannot go on', () => jest.spyOn(app.nest.get(EventLog), 'read')],
      ['whose subscription cannot begin', () => jest.spyOn(app.nest.get(EventLog), 'check')],
      [
        'of whom it does not know who they are',
        () => jest.spyOn(app.nest.get(AccessService), 'authenticate'),
      ],
    ])('closes a socket %s, with a code that says to come again', async (_which, spyOnCall) => {
      const { client } = await aSecondKey(app);
      spyOnCall().mockRejectedValue(new Error('no connection'));

      const received = client.subscribe(EVENTS, { after: 'start' });

      await eventually(() => expect(received.error).toMatchObject({ code: 1013, reason: 'Try again' }));
    });
  });

  it('tells whoever subscribes without asking for a stream how that is done', async () => {
    const response = await fetch(`${app.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${app.merchantKey}` },
      body: JSON.stringify({ query: EVENTS }),
    });
    expect(await response.json()).toMatchObject({
      errors: [
        { message: expect.stringMatching(/socket.*event-stream/), extensions: { code: 'BAD_REQUEST' } },
      ],
    });
  });

  it('ends a socket whose key was revoked, with a code of its own', async () => {
    const { id } = await app.shop.anOpenLink();
    const { client, revoke } = await aSecondKey(app);
    const received = client.subscribe(EVENTS, { after: 'start' });
    await received.until((event) => (event as { paymentLinkId: string }).paymentLinkId === id);

    await revoke();

    await eventually(() => expect(received.error).toMatchObject({ code: 4403 }), { timeoutMs: 15_000 });
  });

  it('ends a stream whose key was revoked, and says why', async () => {
    const { key, revoke } = await aSecondKey(app);
    const response = await fetch(`${app.url}/graphql`, {
      method: 'POST',
      headers: {
        accept: 'text/event-stream',
        'content-type': 'application/json',
        authorization: `Bearer ${key}`,
      },
      body: JSON.stringify({ query: EVENTS }),
    });
    let text = '';
    const all = (async () => {
      const decoder = new TextDecoder();
      for await (const chunk of response.body as never as AsyncIterable<Uint8Array>)
        text += decoder.decode(chunk, { stream: true });
    })();
    // Its headers come before its key is looked at.
    await eventually(() => expect(text).toContain(': attached'));

    await revoke();

    await all;
    expect(text).toMatch(/"code":"FORBIDDEN".*event: complete/s);
  });

  it('gives each what their own variables choose, whatever these are called', async () => {
    const query = `subscription ($after: Boolean!) {
      paymentLinkEvents(after: "start") { cursor type @include(if: $after) }
    }`;
    await app.shop.anOpenLink();

    const withType = app.merchant.subscribe<object>(query, { after: true });
    await withType.until(() => true);
    const without = app.merchant.subscribe<object>(query, { after: false });
    await without.until(() => true);

    expect(Object.keys(withType.events[0]!)).toEqual(['cursor', 'type']);
    expect(Object.keys(without.events[0]!)).toEqual(['cursor']);
    withType.stop();
    without.stop();
  });

  it('gives subscribers of the same selection the same events, whenever each began', async () => {
    const early = app.merchant.subscribe<{ cursor: string }>(EVENTS, { after: 'start' });
    const links = await Promise.all(
      Array.from({ length: 10 }, () => app.merchant.request(CREATE, { input: aLink() })),
    );
    const late = app.merchant.subscribe<{ cursor: string }>(EVENTS, { after: 'start' });
    expect(links).toHaveLength(10);

    const log = await eventually(async () => {
      const { nodes } = await app.shop.events();
      expect(early.events).toHaveLength(nodes.length);
      expect(late.events).toHaveLength(nodes.length);
      return nodes.map(({ cursor }) => cursor);
    });
    expect(early.events.map(({ cursor }) => cursor)).toEqual(log);
    expect(late.events.map(({ cursor }) => cursor)).toEqual(log);
  });
});

const CREATE =
  'mutation ($input: CreatePaymentLinkInput!) { createPaymentLink(input: $input) { __typename } }';
