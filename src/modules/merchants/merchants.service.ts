import { Injectable } from '@nestjs/common';
import { DataSource, EntityManager } from 'typeorm';

import { checkInput } from '../../common/validation/check-input.js';
import { Merchant } from './merchant.entity.js';
import { UpdateMerchantInput } from './update-merchant.input.js';

/** What is known of merchants, for every room that shows something to consumers. */
@Injectable()
export class MerchantsService {
  constructor(private readonly db: DataSource) {}

  get(merchantId: string, tx: EntityManager = this.db.manager): Promise<Merchant> {
    return tx.findOneByOrFail(Merchant, { id: merchantId });
  }

  /** What is left out stays as it is. @throws Refusal InvalidInput */
  async update(merchantId: string, input: UpdateMerchantInput): Promise<Merchant> {
    checkInput(UpdateMerchantInput, input);
    const changes = { ...input, ...(input.color && { color: input.color.toLowerCase() }) };
    if (Object.keys(changes).length > 0)
      await this.db.manager.update(Merchant, { id: merchantId }, changes as Omit<Merchant, 'sending'>);
    return this.get(merchantId);
  }
}
