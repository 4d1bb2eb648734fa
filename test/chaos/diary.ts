import type { Step } from './plan.js';

/** One request of a client, and what came back. */
export interface Sent {
  by: string;
  backend: string;
  linkId: string | null;
  what: string;
  /** The planned business operation, for mutations. */
  step?: Extract<Step, { id: string }>;
  /** `unsent`: nobody listened. `lost`: it may have arrived. */
  ended: 'answered' | 'lost' | 'unsent';
  lostBy?: string;
  result?: { __typename?: string; id?: string; status?: string; code?: string; message?: string } & Record<
    string,
    unknown
  >;
  errors?: unknown[];
  /** How long its backend stood still meanwhile. */
  frozenMs: number;
}

/** What is wrong, in a sentence, and with which link. */
export interface Finding {
  linkId: string | null;
  text: string;
}

/** What everybody did in a round, as they saw it. */
export class Diary {
  readonly requests: Sent[] = [];
  /** Found while the round ran, by those who took part. */
  readonly findings: Finding[] = [];
  private readonly lines: { atMs: number; linkId: string | null; text: string }[] = [];
  private readonly startedAt = performance.now();
  /** By backend, how long each has stood still so far, in ms. */
  private readonly frozenMs = new Map<string, number>();

  note(who: string, linkId: string | null, text: string): void {
    this.lines.push({
      atMs: Math.round(performance.now() - this.startedAt),
      linkId,
      text: `${who}: ${text}`,
    });
  }

  sent(request: Sent): void {
    this.requests.push(request);
    this.note(request.by, request.linkId, `asks ${request.backend} to ${nameOf(request)}`);
  }

  answered(request: Sent): void {
    const { ended, lostBy, result, errors } = request;
    const { __typename, id, status, message } = result ?? {};
    const answer = errors
      ? JSON.stringify(errors)
      : [__typename, id, status, message].filter(Boolean).join(' ');
    const text = `${nameOf(request)} ${ended === 'answered' ? `-> ${answer || 'null'}` : `${ended}: ${lostBy}`}`;
    this.note(request.by, request.linkId ?? (__typename === 'PaymentLink' ? id! : null), text);
  }

  froze(backend: string, ms: number): void {
    this.frozenMs.set(backend, this.frozenFor(backend) + ms);
  }

  frozenFor(backend: string): number {
    return this.frozenMs.get(backend) ?? 0;
  }

  find(linkId: string | null, text: string): void {
    this.findings.push({ linkId, text });
  }

  /** The lines about a link and about the world. */
  about(linkId: string | null): string[] {
    return this.lines
      .filter((line) => line.linkId === null || line.linkId === linkId)
      .map(({ atMs, text }) => `${String(atMs).padStart(6)} ms  ${text}`);
  }
}

function nameOf({ what, step }: Sent): string {
  if (!step) return what;
  const amount = 'amount' in step ? ` ${step.amount ?? 'the rest'}` : '';
  return `${step.id}${amount} (${step.key ?? 'no key'})`;
}
