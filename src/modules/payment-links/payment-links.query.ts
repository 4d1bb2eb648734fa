import { Injectable } from '@nestjs/common';
import { GraphQLError } from 'graphql';
import { Brackets, DataSource } from 'typeorm';

import { isUuid } from '../../common/payment-link-record.js';
import type { Principal } from '../access/index.js';
import { PaymentLink } from './payment-link.entity.js';
import { PaymentLinkConnection, PaymentLinkFilter } from './payment-links.models.js';

const PAGE_MAX = 200;

/** Lists links, newest first. */
@Injectable()
export class PaymentLinksQuery {
  constructor(private readonly db: DataSource) {}

  /** @throws GraphQLError BAD_USER_INPUT | INVALID_CURSOR */
  async list(
    { merchantId }: Principal,
    { filter, first, after }: { filter?: PaymentLinkFilter | null; first: number; after?: string | null },
  ): Promise<PaymentLinkConnection> {
    if (first < 1 || first > PAGE_MAX) throw bad('BAD_USER_INPUT', `first is 1 to ${PAGE_MAX}, not ${first}`);
    const query = this.db.manager
      .createQueryBuilder(PaymentLink, 'link')
      .where('link.merchantId = :merchantId', { merchantId })
      .orderBy('link.createdAt', 'DESC')
      .addOrderBy('link.id', 'DESC')
      .limit(first + 1);
    const { status, reference, search, createdAfter, createdBefore, metadata } = filter ?? {};
    if (status) query.andWhere('link.status = ANY (:status)', { status });
    if (reference) query.andWhere('link.reference = :reference', { reference });
    if (createdAfter) query.andWhere('link.createdAt > :createdAfter', { createdAfter });
    if (createdBefore) query.andWhere('link.createdAt < :createdBefore', { createdBefore });
    if (metadata) query.andWhere('link.metadata @> :metadata', { metadata: JSON.stringify(metadata) });
    if (search) query.andWhere(searching(search.trim()));
    if (after) query.andWhere('(link.createdAt, link.id) < (:createdAt, :id)', fromCursor(after));
    const found = await query.getMany();
    const nodes = found.slice(0, first);
    const edges = nodes.map((node) => ({ cursor: toCursor(node), node }));
    return {
      edges,
      nodes,
      pageInfo: {
        hasNextPage: found.length > first,
        hasPreviousPage: Boolean(after),
        startCursor: edges.at(0)?.cursor ?? null,
        endCursor: edges.at(-1)?.cursor ?? null,
      },
    };
  }
}

/** Part of the reference, the names or the e-mail address; or an id or code, whole. */
function searching(text: string): Brackets {
  return new Brackets((where) => {
    where
      .where(`link.reference ILIKE :part`, { part: `%${text.replace(/[\\%_]/g, '\\$&')}%` })
      .orWhere(`link.consumer->>'email' ILIKE :part`)
      .orWhere(`concat_ws(' ', link.consumer->>'givenName', link.consumer->>'familyName') ILIKE :part`)
      .orWhere('link.code = :text', { text });
    if (isUuid(text)) where.orWhere('link.id = :id', { id: text });
  });
}

function toCursor({ createdAt, id }: PaymentLink): string {
  return Buffer.from(`${createdAt.toISOString()} ${id}`).toString('base64url');
}

function fromCursor(cursor: string): { createdAt: string; id: string } {
  const [createdAt = '', id = ''] = Buffer.from(cursor, 'base64url').toString().split(' ');
  if (Number.isNaN(Date.parse(createdAt)) || !isUuid(id))
    throw bad('INVALID_CURSOR', 'This cursor is none of the list of links.');
  return { createdAt, id };
}

function bad(code: string, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code } });
}
