import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

import { IdempotencyConflict, Refusal } from '../../common/errors/expected-errors.js';
import { checkInput } from '../../common/validation/check-input.js';
import type { Principal } from '../access/index.js';
import { hashInput } from '../operations/index.js';
import { PaymentLinksRepository } from '../payment-links/index.js';
import { CreatePaymentLinksInput, PaymentLinkBatch, PaymentLinkBatchItem } from './batch.models.js';
import { BatchesRepository } from './batches.repository.js';
import { BatchesWorker } from './batches.worker.js';
import { refusalFrom } from './stored-refusal.js';

export const ITEMS_MAX = 1_000;

/** createPaymentLinks: records all that is asked at once, and tells how far it has come. */
@Injectable()
export class BatchesService {
  constructor(
    private readonly db: DataSource,
    private readonly batches: BatchesRepository,
    private readonly links: PaymentLinksRepository,
    private readonly worker: BatchesWorker,
  ) {}

  /** @throws Refusal */
  async create({ merchantId }: Principal, input: CreatePaymentLinksInput): Promise<PaymentLinkBatch> {
    // The links are checked one by one when their turn comes: one that is wrong does not hold up the others.
    checkInput(CreatePaymentLinksInput, { ...input, links: input.links.map(() => ({})) });
    const { idempotencyKey, links } = input;
    const inputHash = hashInput(links);
    const id = await this.db.transaction(async (tx) => {
      const earlier = await this.batches.findByClientKey(tx, merchantId, idempotencyKey);
      if (earlier && earlier.input_hash !== inputHash)
        throw new Refusal(new IdempotencyConflict(idempotencyKey));
      return earlier?.id ?? this.batches.add(tx, merchantId, idempotencyKey, inputHash, links);
    });
    void this.worker.look();
    return (await this.batches.find(merchantId, id))!;
  }

  find({ merchantId }: Principal, id: string): Promise<PaymentLinkBatch | null> {
    return this.batches.find(merchantId, id);
  }

  async items(batch: PaymentLinkBatch, first: number, after: number): Promise<PaymentLinkBatchItem[]> {
    const items = await this.batches.items(batch.id, Math.min(Math.max(first, 1), ITEMS_MAX), after);
    const links = await this.links.byIds(items.flatMap(({ paymentLinkId }) => paymentLinkId ?? []));
    return items.map(({ index, paymentLinkId, refusal }) => ({
      index,
      result: (paymentLinkId && links.get(paymentLinkId)) || (refusal && refusalFrom(refusal)) || null,
    }));
  }
}
