import { setTimeout as delay } from 'node:timers/promises';

import { visit } from '../support/browser.js';
import { MUTATIONS, QUERIES } from '../support/documents.js';
import type { Link } from '../support/shop.js';
import type { Backend } from './backends.js';
import type { Diary, Sent } from './diary.js';
import type { PlannedLink, RiskDecision, Step } from './plan.js';
import type { Random } from './random.js';
import type { World } from './world.js';

const REQUEST_LIMIT_MS = 15_000;
const TRIES = 5;
const RETRY_PAUSE_MS = 200;

type MutationStep = Extract<Step, { id: string }>;

/** A link as the round's actors know it: what came back of its creation, and the consumer's tabs. */
export interface KnownLink {
  plan: PlannedLink;
  /** Null: its creation was refused, or its answer lost. */
  created: Promise<Link | null>;
  settle(link: Link | null): void;
  /** When its offer ends; set when it is first asked for. */
  expiresAt?: string | null;
  /** Session ids that a consumer was led to, oldest first. */
  tabs: string[];
}

export function knownLink(plan: PlannedLink): KnownLink {
  let settle!: KnownLink['settle'];
  const created = new Promise<Link | null>((resolve) => (settle = resolve));
  return { plan, created, settle, tabs: [] };
}

/** Works through its steps: the merchant's requests, and what consumers and strangers do meanwhile. */
export class RoundClient {
  constructor(
    private readonly name: string,
    private readonly world: World,
    private readonly links: KnownLink[],
    private readonly diary: Diary,
    /** Which backend is asked; drawn from the seed. */
    private readonly random: Random,
  ) {}

  async work(steps: Step[]): Promise<void> {
    for (const step of steps) {
      await delay(step.pauseMs);
      const known = this.links[step.link]!;
      const link = step.kind === 'create' ? null : await known.created;
      if (step.kind === 'create') await this.create(step, known);
      else if (link) await this.act(step, known, link);
    }
  }

  private async act(step: Exclude<Step, { kind: 'create' }>, known: KnownLink, link: Link): Promise<void> {
    switch (step.kind) {
      case 'visit':
        return this.visit(known, link);
      case 'consume':
        return this.consume(step, known, link);
      case 'outcome':
        await this.ask(link.id, 'outcome', QUERIES.outcome, { id: link.id });
        return;
      case 'risk':
        return this.decideRisk(step.decision, link);
      case 'forge':
        return this.forge(link);
      case 'repeatCallbacks':
        return this.repeatCallbacks(link, step.times);
      case 'capture':
      case 'refund':
      case 'update':
      case 'cancel':
      case 'disable':
      case 'send':
        await this.mutate(step, link.id, inputOf(step, link.id, known.plan));
    }
  }

  private async create(step: MutationStep, known: KnownLink): Promise<void> {
    const { amount, channel, autoCapture, lifeSeconds, index } = known.plan;
    // Once per link: a repeat with the same key is the same request.
    known.expiresAt ??= await this.endOf(lifeSeconds);
    const input = {
      country: 'SE',
      currency: 'SEK',
      locale: 'sv-SE',
      channel,
      autoCapture,
      expiresAt: known.expiresAt,
      orderLines: [aThing(index, amount)],
    };
    const sent = await this.mutate(step, null, input);
    const link = sent.map(({ result }) => result).find((result) => result?.__typename === 'PaymentLink');
    known.settle((link as Link | undefined) ?? null);
  }

  private async endOf(lifeSeconds: number | null): Promise<string | null> {
    if (lifeSeconds === null) return null;
    return new Date((await this.world.sandbox.now()).getTime() + lifeSeconds * 1000).toISOString();
  }

  /** Sends a mutation, its twins at once; with a key again, as a client does that got no answer. */
  private async mutate(step: MutationStep, linkId: string | null, input: object): Promise<Sent[]> {
    const all = await Promise.all(
      Array.from({ length: step.twins }, () => this.sendUntilAnswered(step, linkId, input)),
    );
    return all.flat();
  }

  private async sendUntilAnswered(step: MutationStep, linkId: string | null, input: object): Promise<Sent[]> {
    const sent: Sent[] = [];
    for (let tries = 1; tries <= TRIES; tries++) {
      const answer = await this.ask(
        linkId,
        step.kind,
        documentOf(step),
        { input: { ...input, idempotencyKey: step.key } },
        step,
      );
      sent.push(answer);
      const isOpen =
        answer.ended === 'lost' || answer.errors || answer.result?.__typename === 'ProviderUnavailable';
      if (!isOpen || (step.key === null && answer.ended !== 'unsent')) return sent;
      await delay(RETRY_PAUSE_MS * tries);
    }
    return sent;
  }

  private async visit(known: KnownLink, link: Link): Promise<void> {
    const backend = this.anyBackend();
    const address = `${backend.url}${new URL(link.url).pathname}`;
    const seen = await visit(address).catch(() => null);
    const session = seen?.location ? await this.world.sessionAt(seen.location) : null;
    if (session) known.tabs.push(session);
    this.diary.note(
      this.name,
      link.id,
      `visit by ${backend.name}: ${seen ? `${seen.status} ${session ?? ''}` : 'lost'}`,
    );
  }

  private async consume(
    step: Extract<Step, { kind: 'consume' }>,
    known: KnownLink,
    link: Link,
  ): Promise<void> {
    if (known.tabs.length === 0) await this.visit(known, link);
    const session = step.oldTab ? known.tabs[0] : known.tabs.at(-1);
    if (!session) return;
    const done = await this.world.sandbox
      .consumer(session, step.action)
      .catch((error: Error) => error.message);
    this.diary.note(this.name, link.id, `consumer ${step.action} on ${session}: ${JSON.stringify(done)}`);
    if (typeof done === 'string' || !step.comesBack || !done.redirect_url) return;
    await visit(done.redirect_url).catch(() => null);
  }

  private async decideRisk(decision: RiskDecision, link: Link): Promise<void> {
    const order = await this.world.newestOrderOf(link.id);
    const isFitting = decision === 'PENDING' ? !order?.status : order?.fraud_status === 'PENDING';
    if (!order || !isFitting) return;
    await this.world.sandbox.fraud(order.order_id, decision);
    this.diary.note(this.name, link.id, `risk decision on ${order.order_id}: ${decision}`);
  }

  /** Anybody can call the address; nobody without the secret is believed, and with it neither. */
  private async forge(link: Link): Promise<void> {
    const backend = this.anyBackend();
    const body = { event_id: 'forged', session: { session_id: link.session?.id, status: 'COMPLETED' } };
    const status = await post(`${backend.url}/callbacks/session/${link.id}/${'A'.repeat(43)}`, body);
    this.diary.note(this.name, link.id, `forged callback by ${backend.name}: ${status}`);
    if (status !== null && status < 400)
      this.diary.find(link.id, `a forged callback was answered with ${status}`);
  }

  private async repeatCallbacks(link: Link, times: number): Promise<void> {
    const sent = (await this.world.sandbox.sentCallbacks()).filter(({ url }) => url.includes(link.id));
    if (sent.length === 0) return;
    const { url, body } = this.random.pick(sent);
    const { pathname } = new URL(url);
    const statuses = await Promise.all(
      Array.from({ length: times }, () => post(`${this.anyBackend().url}${pathname}`, body)),
    );
    this.diary.note(this.name, link.id, `callback repeated ${times} times: ${statuses.join(' ')}`);
  }

  private async ask(
    linkId: string | null,
    what: string,
    query: string,
    variables: object,
    step?: MutationStep,
  ): Promise<Sent> {
    const backend = this.anyBackend();
    const before = this.diary.frozenFor(backend.name);
    const sent: Sent = {
      by: this.name,
      backend: backend.name,
      linkId,
      what,
      step,
      ended: 'lost',
      frozenMs: 0,
    };
    this.diary.sent(sent);
    try {
      const response = await fetch(`${backend.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${this.world.merchantKey}` },
        body: JSON.stringify({ query, variables }),
        signal: AbortSignal.timeout(REQUEST_LIMIT_MS),
      });
      const { data, errors } = (await response.json()) as {
        data?: { result: Sent['result'] };
        errors?: unknown[];
      };
      sent.ended = 'answered';
      sent.result = data?.result ?? undefined;
      sent.errors = errors;
    } catch (error) {
      const { code } = ((error as Error).cause ?? {}) as { code?: string };
      sent.ended = code === 'ECONNREFUSED' ? 'unsent' : 'lost';
      sent.lostBy = code ?? String(error);
    }
    sent.frozenMs = this.diary.frozenFor(backend.name) - before;
    this.diary.answered(sent);
    return sent;
  }

  /** One that is up, if there is one. */
  private anyBackend(): Backend {
    const up = this.world.backends.filter(({ isUp }) => isUp);
    return this.random.pick(up.length > 0 ? up : this.world.backends);
  }
}

function documentOf(step: MutationStep): string {
  return step.kind === 'cancel' ? MUTATIONS.cancelOrder : MUTATIONS[step.kind];
}

/** The reference travels to the provider, and tells there which business operation a capture came from. */
function inputOf(
  step: Exclude<MutationStep, { kind: 'create' }>,
  paymentLinkId: string,
  { index }: PlannedLink,
): object {
  switch (step.kind) {
    case 'update':
      return { paymentLinkId, orderLines: [aThing(index, step.amount)] };
    case 'capture':
    case 'refund':
      return { paymentLinkId, amount: step.amount, reference: step.id };
    case 'send':
      return { paymentLinkId, recipient: { method: step.method, email: `${step.id}@consumer.example` } };
    case 'cancel':
    case 'disable':
      return { paymentLinkId };
  }
}

function aThing(index: number, unitPrice: number): object {
  return { name: `Thing ${index}`, quantity: 1, unitPrice, taxRate: 2_500 };
}

async function post(url: string, body: unknown): Promise<number | null> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body ?? {}),
    signal: AbortSignal.timeout(REQUEST_LIMIT_MS),
  }).catch(() => null);
  return answer?.status ?? null;
}
