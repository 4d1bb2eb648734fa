import { Injectable } from '@nestjs/common';
import { GraphQLError } from 'graphql';

import type { Principal } from '../access/index.js';
import { EventFeed, PaymentLinkEvent } from '../events/index.js';
import { KlarnaRejected, KlarnaUnavailable } from '../klarna/index.js';
import { LinkRefresher } from './link.refresher.js';
import { PaymentLink } from './payment-link.entity.js';
import { PaymentLinksRepository } from './payment-links.repository.js';

/** Reads and follows links. */
@Injectable()
export class PaymentLinksService {
  constructor(
    private readonly links: PaymentLinksRepository,
    private readonly refresher: LinkRefresher,
    private readonly feed: EventFeed,
  ) {}

  find(principal: Principal, id: string): Promise<PaymentLink | null> {
    return this.links.visible(principal, id);
  }

  findByReference({ merchantId }: Principal, reference: string): Promise<PaymentLink | null> {
    return this.links.byReference(merchantId, reference);
  }

  /** Reads at the provider first. @throws GraphQLError PROVIDER_UNAVAILABLE: what is stored may not be the outcome */
  async outcome(principal: Principal, id: string): Promise<PaymentLink | null> {
    const link = await this.links.visible(principal, id);
    if (!link) return null;
    try {
      return await this.refresher.refresh(link.id);
    } catch (error) {
      if (error instanceof KlarnaUnavailable || error instanceof KlarnaRejected) throw unreadable(error);
      throw error;
    }
  }

  /** The link as it stands, then again after every change. @throws GraphQLError NOT_FOUND */
  async follow(principal: Principal, id: string): Promise<AsyncIterableIterator<PaymentLink>> {
    const link = await this.links.visible(principal, id);
    if (!link)
      throw new GraphQLError('The payment link was not found.', { extensions: { code: 'NOT_FOUND' } });
    const scope = { merchantId: link.merchantId, filter: { paymentLinkIds: [link.id] } };
    // Attached before the state is read: what changes in between is told again, and nothing is missed.
    const changes = this.feed.follow(scope, await this.feed.end());
    return states(() => this.links.get(link.id), changes);
  }
}

function states(
  read: () => Promise<PaymentLink>,
  changes: AsyncIterableIterator<PaymentLinkEvent>,
): AsyncIterableIterator<PaymentLink> {
  let isFirst = true;
  return {
    async next() {
      const change = isFirst ? undefined : await changes.next();
      isFirst = false;
      if (change?.done) return { done: true, value: undefined };
      try {
        return { done: false, value: await read() };
      } catch (error) {
        // Whoever iterates does not say that they leave where this fails.
        await changes.return?.();
        throw error;
      }
    },
    async return() {
      await changes.return?.();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

function unreadable(error: KlarnaUnavailable | KlarnaRejected): GraphQLError {
  const isUnavailable = error instanceof KlarnaUnavailable;
  return new GraphQLError(
    isUnavailable
      ? 'The provider cannot be read now, so the outcome is not known. Try again; the link is followed all the same.'
      : `The provider refused to be read: ${error.providerCode}. Check its credentials.`,
    {
      extensions: isUnavailable
        ? { code: 'PROVIDER_UNAVAILABLE', retryAfterSeconds: error.retryAfterSeconds }
        : { code: 'PROVIDER_REJECTED', providerCode: error.providerCode, correlationId: error.correlationId },
    },
  );
}
