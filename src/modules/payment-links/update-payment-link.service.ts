import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import {
  AlreadyPaid,
  NotAllowed,
  NotFound,
  ProviderUnavailable,
  Refusal,
} from '../../common/errors/expected-errors.js';
import { PaymentLinkStatus } from '../../common/payment-link-status.js';
import { inputFaults, refuseFaults } from '../../common/validation/check-input.js';
import type { Principal } from '../access/index.js';
import { buildCheckoutOrder } from '../checkout/index.js';
import { KlarnaError } from '../klarna/index.js';
import { Operation, OperationsService } from '../operations/index.js';
import { LinkRefresher } from './link.refresher.js';
import { PaymentLink } from './payment-link.entity.js';
import { metadataFaults, PaymentLinkRules } from './payment-link.rules.js';
import { PaymentLinksRepository } from './payment-links.repository.js';
import { UpdatePaymentLinkInput } from './update-payment-link.input.js';

/** The columns of a link that may change while nobody has paid it. */
export type LinkChanges = Partial<
  Pick<
    PaymentLink,
    'lines' | 'amountMinor' | 'taxAmountMinor' | 'reference' | 'reference2' | 'expiresAt' | 'metadata'
  >
>;

const CLEARABLE = ['reference', 'reference2', 'expiresAt', 'metadata'];
const CARRIED_THROUGH =
  'The provider has not answered yet. The change is being carried through; the same call later gives the result.';

/** updatePaymentLink: changes an offer that nobody has paid. A consumer who paid first wins. */
@Injectable()
export class UpdatePaymentLinkService {
  constructor(
    private readonly operations: OperationsService,
    private readonly links: PaymentLinksRepository,
    private readonly rules: PaymentLinkRules,
    private readonly refresher: LinkRefresher,
  ) {}

  /** @throws Refusal */
  async update(principal: Principal, input: UpdatePaymentLinkInput): Promise<PaymentLink> {
    const { merchantId } = principal;
    const known = await this.links.visible(principal, input.paymentLinkId);
    if (!known) throw new Refusal(new NotFound('The payment link'));
    const changes = checkedChanges(known, input);
    const mutation = {
      merchantId,
      kind: 'UPDATE_LINK' as const,
      input,
      clearable: CLEARABLE,
      paymentLinkId: known.id,
    };
    const decide = async (tx: EntityManager) => {
      const link = await this.links.lock(tx, known.id);
      this.refuseUnlessOpen(link);
      this.refuseWhileBusy(await this.operations.latest(tx, link.id, 'OPEN_SESSION'));
      this.refuseWhileBusy(await this.operations.latest(tx, link.id, 'UPDATE_LINK'));
      this.refuseWhileBusy(await this.operations.latest(tx, link.id, 'CLOSE_SESSION'));
      this.rules.refusePastExpiry(input.expiresAt);
      await this.rules.refuseTakenReference(tx, merchantId, input.reference, link.id);
      return { merchantId, paymentLinkId: link.id, kind: 'UPDATE_LINK' as const, input: changes };
    };
    const operation = await this.operations
      .perform(mutation, decide)
      .catch((error: unknown) => this.refused(known.id, error));
    if (operation.isInFlight) throw new Refusal(new ProviderUnavailable(null, CARRIED_THROUGH));
    return this.links.get(operation.paymentLinkId);
  }

  /** A consumer who was faster: the answer shows the link as it was paid. */
  private async refused(linkId: string, refusal: unknown): Promise<never> {
    if (refusal instanceof Refusal && refusal.result instanceof AlreadyPaid) {
      await this.refresher.refresh(linkId).catch((error: unknown) => {
        if (!(error instanceof KlarnaError)) throw error;
      });
    }
    throw refusal;
  }

  private refuseUnlessOpen(link: PaymentLink): void {
    if (link.status === PaymentLinkStatus.OPEN) return;
    if (link.status === PaymentLinkStatus.COMPLETED) throw new Refusal(new AlreadyPaid(link.id));
    throw new Refusal(
      new NotAllowed(`Only an OPEN link can be changed; this one is ${link.status}.`, link.id),
    );
  }

  private refuseWhileBusy(operation: Operation | null): void {
    if (!operation?.isInFlight) return;
    const message =
      'The link is being changed, renewed or ended right now. Nothing happened; try again in a moment.';
    throw new Refusal(new ProviderUnavailable(1, message));
  }
}

/** @throws Refusal InvalidInput */
function checkedChanges(link: PaymentLink, input: UpdatePaymentLinkInput): LinkChanges {
  const changes: LinkChanges = {};
  const faults = [...inputFaults(UpdatePaymentLinkInput, input), ...metadataFaults(input.metadata)];
  if (input.orderLines) {
    const { country, currency, locale, channel, autoCapture } = link;
    const { orderLines, orderAmount } = input;
    const built = buildCheckoutOrder({
      country,
      currency,
      locale,
      channel,
      autoCapture,
      orderLines,
      orderAmount,
    });
    refuseFaults(built.ok ? faults : [...built.faults, ...faults]);
    if (built.ok) {
      const { lines, amountMinor, taxAmountMinor } = built.order;
      Object.assign(changes, { lines, amountMinor, taxAmountMinor });
    }
  }
  if (!input.orderLines && input.orderAmount != null) {
    faults.push({ path: 'orderAmount', message: 'Give the lines that sum to it as well.' });
  }
  refuseFaults(faults);
  if (input.reference2 !== undefined) changes.reference2 = input.reference2;
  if (input.reference !== undefined) changes.reference = input.reference;
  if (input.expiresAt !== undefined) changes.expiresAt = input.expiresAt;
  if (input.metadata !== undefined) changes.metadata = input.metadata;
  return changes;
}
