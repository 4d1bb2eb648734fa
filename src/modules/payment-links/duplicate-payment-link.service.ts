import { Injectable } from '@nestjs/common';

import { NotFound, Refusal } from '../../common/errors/expected-errors.js';
import { checkInput } from '../../common/validation/check-input.js';
import type { Principal } from '../access/index.js';
import type { BuiltLine, OrderLineInput } from '../checkout/index.js';
import { CreatePaymentLinkInput } from './create-payment-link.input.js';
import { CreatePaymentLinkService } from './create-payment-link.service.js';
import { DuplicatePaymentLinkInput } from './duplicate-payment-link.input.js';
import { PaymentLink } from './payment-link.entity.js';
import { PaymentLinksRepository } from './payment-links.repository.js';

/** duplicatePaymentLink: a new link that offers what another offered, whatever became of that one. */
@Injectable()
export class DuplicatePaymentLinkService {
  constructor(
    private readonly links: PaymentLinksRepository,
    private readonly creation: CreatePaymentLinkService,
  ) {}

  /** @throws Refusal */
  async duplicate(principal: Principal, input: DuplicatePaymentLinkInput): Promise<PaymentLink> {
    checkInput(DuplicatePaymentLinkInput, input);
    const { paymentLinkId, ...own } = input;
    const link = await this.links.visible(principal, paymentLinkId);
    if (!link) throw new Refusal(new NotFound('The payment link'));
    // The same key and input give the first copy again, also when the first link offers something else by then.
    const given = { input, clearable: ['metadata'] };
    return this.creation.create(principal, { ...offerOf(link), ...own }, given);
  }
}

/** The input that makes the same offer again: a built line, given as a draft, is built the same. */
function offerOf(link: PaymentLink): CreatePaymentLinkInput {
  const { channel, country, currency, locale, consumer, checkout, autoCapture, redirectUrls, appearance } =
    link;
  return Object.assign(new CreatePaymentLinkInput(), {
    channel,
    country,
    currency,
    locale,
    consumer,
    checkout,
    autoCapture,
    redirectUrls,
    appearance,
    reference2: link.reference2,
    merchantData: link.merchantData,
    metadata: link.metadata,
    maxPayments: link.maxPayments,
    orderLines: link.lines.map(draftOf),
  });
}

function draftOf({
  unitPriceMinor,
  totalAmountMinor,
  totalDiscountAmountMinor,
  totalTaxAmountMinor,
  ...line
}: BuiltLine): OrderLineInput {
  return {
    ...line,
    unitPrice: unitPriceMinor,
    totalAmount: totalAmountMinor,
    totalDiscountAmount: totalDiscountAmountMinor,
    totalTaxAmount: totalTaxAmountMinor,
  } as OrderLineInput;
}
