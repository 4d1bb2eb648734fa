import { Injectable } from '@nestjs/common';
import { GraphQLError } from 'graphql';
import { DataSource } from 'typeorm';

import { isUuid } from '../../common/payment-link-record.js';
import type { Principal } from '../access/index.js';
import { WebhookDelivery } from './webhook-delivery.entity.js';
import { WebhookDeliveryFilter } from './webhook.inputs.js';
import { WebhookDeliveryConnection } from './webhook.results.js';

const FIRST_MAX = 200;

interface Page {
  filter?: WebhookDeliveryFilter | null;
  first: number;
  after?: string | null;
}

/** What waits for an endpoint, and what was given up. */
export interface Backlog {
  pending: number;
  parked: number;
}

/** The merchant's view of what was sent and what was not. */
@Injectable()
export class WebhookDeliveriesQuery {
  constructor(private readonly db: DataSource) {}

  /** The log of attempts, newest first. @throws GraphQLError BAD_USER_INPUT, INVALID_CURSOR */
  async list({ merchantId }: Principal, { filter, first, after }: Page): Promise<WebhookDeliveryConnection> {
    if (first < 1 || first > FIRST_MAX)
      throw bad('BAD_USER_INPUT', `first is 1 to ${FIRST_MAX}, not ${first}`);
    if (after && !/^\d{1,18}$/.test(after))
      throw bad('INVALID_CURSOR', 'This cursor is none of the list of deliveries.');
    const query = this.db.manager
      .createQueryBuilder(WebhookDelivery, 'delivery')
      .where({ merchantId })
      .orderBy('delivery.id', 'DESC')
      .limit(first + 1);
    if (after) query.andWhere('delivery.id < :after', { after });
    for (const name of ['endpointId', 'eventId', 'paymentLinkId'] as const) {
      const id = filter?.[name];
      if (id) query.andWhere(isUuid(id) ? { [name]: id } : 'false');
    }
    if (filter?.status) query.andWhere('delivery.status = ANY (:status)', { status: filter.status });
    const found = await query.getMany();
    const nodes = found.slice(0, first);
    return {
      nodes,
      pageInfo: { hasNextPage: found.length > first, endCursor: nodes.at(-1)?.id ?? after ?? null },
    };
  }

  async backlogs(endpointIds: string[]): Promise<Map<string, Backlog>> {
    const rows = await this.db.query<(Backlog & { id: string })[]>(
      `SELECT endpoint_id AS id,
         count(*) FILTER (WHERE status = 'PENDING')::int AS pending,
         count(*) FILTER (WHERE status = 'PARKED')::int AS parked
       FROM webhook_messages WHERE endpoint_id = ANY ($1::uuid[]) AND status IN ('PENDING', 'PARKED') GROUP BY 1`,
      [endpointIds],
    );
    return new Map(rows.map(({ id, ...backlog }) => [id, backlog]));
  }
}

function bad(code: string, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code } });
}
