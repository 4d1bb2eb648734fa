import { Injectable } from '@nestjs/common';
import { EntityManager } from 'typeorm';

import { Clock } from '../../common/clock/clock.js';
import { InputFault, InvalidInput, ReferenceTaken, Refusal } from '../../common/errors/expected-errors.js';
import { PaymentLinksRepository } from './payment-links.repository.js';

const METADATA_MAX_BYTES = 16 * 1024;

/** Rules that hold when a link is made and when it is changed. */
@Injectable()
export class PaymentLinkRules {
  constructor(
    private readonly links: PaymentLinksRepository,
    private readonly clock: Clock,
  ) {}

  /** @throws Refusal InvalidInput */
  refusePastExpiry(expiresAt: Date | null | undefined): void {
    const now = this.clock.now();
    if (!expiresAt || expiresAt > now) return;
    const message = `The offer would have ended already; it is ${now.toISOString()}. Give a later instant, or none.`;
    throw new Refusal(
      new InvalidInput([{ path: 'expiresAt', message, expected: `after ${now.toISOString()}` }]),
    );
  }

  /** Those who want the same reference wait here for each other. @throws Refusal ReferenceTaken */
  async refuseTakenReference(
    tx: EntityManager,
    merchantId: string,
    reference: string | null | undefined,
    ownId?: string,
  ): Promise<void> {
    if (!reference) return;
    await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 1))', [`${merchantId} ${reference}`]);
    // In this order: a change that is settled in between has given it to its link.
    const holderId =
      (await this.links.idGettingReference(tx, merchantId, reference)) ??
      (await this.links.byReference(merchantId, reference, tx))?.id;
    if (holderId && holderId !== ownId) throw new Refusal(new ReferenceTaken(reference, holderId));
  }
}

/** A payment too many is cancelled, which captured money cannot be. */
export function reuseFaults(input: {
  maxPayments?: number | null;
  autoCapture?: boolean | null;
}): InputFault[] {
  if ((input.maxPayments ?? 1) === 1 || !input.autoCapture) return [];
  return [
    {
      path: 'autoCapture',
      message: 'Leave it out with maxPayments above 1: a payment too many has to be cancelled.',
    },
  ];
}

export function metadataFaults(metadata: object | null | undefined): InputFault[] {
  const bytes = Buffer.byteLength(JSON.stringify(metadata ?? null));
  if (bytes <= METADATA_MAX_BYTES) return [];
  return [
    { path: 'metadata', message: `Give at most ${METADATA_MAX_BYTES} bytes of JSON; these are ${bytes}.` },
  ];
}
