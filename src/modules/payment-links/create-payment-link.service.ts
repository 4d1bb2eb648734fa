import { randomUUID } from 'node:crypto';

import { Injectable } from '@nestjs/common';

import { Clock } from '../../common/clock/clock.js';
import { AppConfig } from '../../common/config/app-config.js';
import { ErrorCode, type InputFault, InvalidInput, Refusal } from '../../common/errors/expected-errors.js';
import { PaymentLinkStatus } from '../../common/payment-link-status.js';
import { inputFaults, refuseFaults } from '../../common/validation/check-input.js';
import { Principal, randomCode } from '../access/index.js';
import { adviceOn, buildCheckoutOrder, BuiltOrder, settingsFaults } from '../checkout/index.js';
import { distributionRequest, repeatedRecipientFaults } from '../link-distribution/index.js';
import { type Decide, type Mutation, Operation, OperationsService } from '../operations/index.js';
import { CreatePaymentLinkInput } from './create-payment-link.input.js';
import { metadataFaults, PaymentLinkRules, reuseFaults } from './payment-link.rules.js';
import { PaymentLink, SalesChannel } from './payment-link.entity.js';
import { PaymentLinksRepository } from './payment-links.repository.js';

/** createPaymentLink: checks the input, records the intention, and has order and session made. */
@Injectable()
export class CreatePaymentLinkService {
  constructor(
    private readonly operations: OperationsService,
    private readonly links: PaymentLinksRepository,
    private readonly rules: PaymentLinkRules,
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {}

  /**
   * The link: OPEN, or CREATING while the provider's answer is being found out. @throws Refusal
   * @param given what the client sent, where that is not the input itself
   */
  async create(
    { merchantId }: Principal,
    input: CreatePaymentLinkInput,
    given: Pick<Mutation, 'input' | 'clearable'> = { input },
  ): Promise<PaymentLink> {
    const order = this.checkedOrder(input);
    const mutation = { merchantId, kind: 'OPEN_SESSION' as const, ...given };
    const operation = await this.perform(mutation, async (tx) => {
      this.rules.refusePastExpiry(input.expiresAt);
      await this.rules.refuseTakenReference(tx, merchantId, input.reference);
      const link = this.newLink(merchantId, input, order);
      await this.links.insert(tx, link);
      const send = (input.send ?? []).map(distributionRequest);
      return { merchantId, paymentLinkId: link.id, kind: 'OPEN_SESSION', input: { send } };
    });
    return this.links.get(operation.paymentLinkId);
  }

  /** A link that ended while it was being made has no other fault than its end. */
  private async perform(mutation: Mutation, decide: Decide): Promise<Operation> {
    try {
      return await this.operations.perform(mutation, decide);
    } catch (error) {
      if (!(error instanceof Refusal) || error.result.code !== ErrorCode.LINK_NOT_OPEN) throw error;
      const message = 'The offer ended before the provider had answered. Give a later instant, or none.';
      throw new Refusal(new InvalidInput([{ path: 'expiresAt', message }]));
    }
  }

  private newLink(merchantId: string, input: CreatePaymentLinkInput, order: BuiltOrder): PaymentLink {
    const now = this.clock.now();
    return Object.assign(new PaymentLink(), {
      id: randomUUID(),
      merchantId,
      code: randomCode(),
      reference: input.reference ?? null,
      reference2: input.reference2 ?? null,
      status: PaymentLinkStatus.CREATING,
      channel: input.channel ?? SalesChannel.ECOMMERCE,
      country: order.country,
      currency: order.currency,
      locale: order.locale,
      amountMinor: order.amountMinor,
      taxAmountMinor: order.taxAmountMinor,
      lines: order.lines,
      consumer: input.consumer ?? null,
      checkout: input.checkout ?? null,
      redirectUrls: input.redirectUrls ?? null,
      appearance: input.appearance ?? null,
      autoCapture: input.autoCapture ?? false,
      merchantData: input.merchantData ?? null,
      warnings: adviceOn(asked(input), order),
      checkboxAnswers: null,
      metadata: input.metadata ?? null,
      maxPayments: input.maxPayments ?? 1,
      paymentCount: 0,
      parentId: null,
      expiresAt: input.expiresAt ?? null,
      nextCheckAt: null,
      version: 0,
      createdAt: now,
      updatedAt: now,
    });
  }

  /** All faults of the input in one answer. @throws Refusal InvalidInput */
  private checkedOrder(input: CreatePaymentLinkInput): BuiltOrder {
    const built = buildCheckoutOrder(asked(input), this.config.markets);
    const faults: InputFault[] = built.ok ? [] : built.faults;
    refuseFaults([
      ...faults,
      ...settingsFaults(input),
      ...inputFaults(CreatePaymentLinkInput, input),
      ...metadataFaults(input.metadata),
      ...reuseFaults(input),
      ...repeatedRecipientFaults(input.send),
    ]);
    return (built as { order: BuiltOrder }).order;
  }
}

const asked = (input: CreatePaymentLinkInput) => ({
  ...input,
  channel: input.channel ?? SalesChannel.ECOMMERCE,
  autoCapture: input.autoCapture ?? false,
});
