import { Injectable } from '@nestjs/common';

import {
  AlreadyPaid,
  NotAllowed,
  NotFound,
  ProviderUnavailable,
  Refusal,
} from '../../common/errors/expected-errors.js';
import { readPaymentLink } from '../../common/payment-link-record.js';
import { PaymentLinkStatus } from '../../common/payment-link-status.js';
import type { Principal } from '../access/index.js';
import { KlarnaError } from '../klarna/index.js';
import { OperationsService } from '../operations/index.js';
import { DisableSessionInput } from './disable-session.input.js';
import { LinkRefresher } from './link.refresher.js';
import { PaymentLink } from './payment-link.entity.js';
import { PaymentLinksRepository } from './payment-links.repository.js';

const { OPEN, DISABLED, CANCELLED, COMPLETED, CREATING } = PaymentLinkStatus;

/** disableSession: ends an offer. A consumer who paid first wins. */
@Injectable()
export class DisableSessionService {
  constructor(
    private readonly operations: OperationsService,
    private readonly links: PaymentLinksRepository,
    private readonly refresher: LinkRefresher,
  ) {}

  /** @throws Refusal */
  async disable({ merchantId }: Principal, input: DisableSessionInput): Promise<PaymentLink> {
    const { paymentLinkId, reason } = input;
    const mutation = { merchantId, kind: 'CLOSE_SESSION' as const, input, paymentLinkId };
    const operation = await this.operations.perform(mutation, async (tx) => {
      const link = await readPaymentLink(tx, { merchantId, id: paymentLinkId, lock: true });
      if (!link) throw new Refusal(new NotFound('The payment link'));
      const earlier = await this.operations.latest(tx, link.id, 'CLOSE_SESSION');
      if (earlier?.isInFlight || (earlier?.status === 'SUCCEEDED' && link.status === DISABLED))
        return earlier;
      if (link.status === COMPLETED) throw new Refusal(new AlreadyPaid(link.id));
      if (link.status !== OPEN) {
        const hint = link.status === CREATING ? 'Try again in a moment.' : 'There is nothing to disable.';
        throw new Refusal(new NotAllowed(`The link is ${link.status}. ${hint}`, link.id));
      }
      return {
        merchantId,
        paymentLinkId: link.id,
        kind: 'CLOSE_SESSION',
        input: { becomes: DISABLED, reason },
      };
    });
    if (operation.isInFlight) throw new Refusal(new ProviderUnavailable(null, CARRIED_THROUGH));
    if (operation.result?.closed === 'OVERTAKEN') return this.overtaken(operation.paymentLinkId);
    return this.links.get(operation.paymentLinkId);
  }

  /** The consumer was faster: mostly by paying, in a store also by cancelling. */
  private async overtaken(linkId: string): Promise<PaymentLink> {
    const link = await this.refresher.refresh(linkId).catch((error: unknown) => {
      if (!(error instanceof KlarnaError)) throw error;
    });
    // It was ended already, and says so like one that was paid.
    if (link?.status === DISABLED) return link;
    if (link?.status === COMPLETED) throw new Refusal(new AlreadyPaid(linkId));
    if (link?.status === CANCELLED) {
      throw new Refusal(new NotAllowed('The consumer has cancelled: there is nothing to disable.', linkId));
    }
    throw new Refusal(new ProviderUnavailable(1, CONTRADICTED));
  }
}

const CARRIED_THROUGH =
  'The provider has not answered yet. It is being carried through; the same call later gives the result.';
const CONTRADICTED =
  'The provider says that the session has ended, and does not show how. Nothing is changed; try again.';
