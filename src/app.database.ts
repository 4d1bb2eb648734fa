import type { Logger } from '@nestjs/common';
import { ConstantBackoff, handleWhen, retry } from 'cockatiel';
import type { DataSource } from 'typeorm';

import { codeOf, isUnreachable } from './common/database/database-errors.js';
import { openDatabase } from './common/database/migrate.js';
import { databaseOptions } from './common/database/options.js';
import { HostedSession } from './modules/hpp/index.js';
import { Merchant } from './modules/merchants/index.js';
import { Operation } from './modules/operations/index.js';
import { Order } from './modules/order-management/index.js';
import { PaymentLink } from './modules/payment-links/index.js';
import { WebhookDelivery, WebhookEndpoint } from './modules/webhooks/index.js';

const ENTITIES = [Merchant, PaymentLink, HostedSession, Order, Operation, WebhookEndpoint, WebhookDelivery];

/** A database that starts together with us may take a moment. */
const RETRIES = { maxAttempts: 4, backoff: new ConstantBackoff(1_000) };

/** The database of all rooms, connected and up to date. */
export async function openAppDatabase(url: string, logger: Logger): Promise<DataSource> {
  const policy = retry(handleWhen(isUnreachable), RETRIES);
  policy.onFailure(({ reason }) => {
    if ('error' in reason && isUnreachable(reason.error))
      logger.warn(`The database cannot be reached (${codeOf(reason.error)}).`);
  });
  return policy.execute(() => openDatabase({ ...databaseOptions(url), entities: ENTITIES }));
}
