import { Injectable, OnModuleInit } from '@nestjs/common';
import { EntityManager } from 'typeorm';

import { Clock } from '../../common/clock/clock.js';
import { CheckoutOrdersService } from '../checkout/index.js';
import { EventLog } from '../events/index.js';
import type { CheckboxAnswer } from '../klarna/index.js';
import {
  Operation,
  OperationHandler,
  OperationRunner,
  Outcome,
  providerOutcome,
} from '../operations/index.js';
import { PaymentLinksRepository } from './payment-links.repository.js';

/** Once the consumer has paid: how they left the checkboxes of the link. Only the checkout order tells. */
@Injectable()
export class ReadCheckboxesHandler implements OperationHandler, OnModuleInit {
  readonly kind = 'READ_CHECKBOXES';

  constructor(
    private readonly runner: OperationRunner,
    private readonly links: PaymentLinksRepository,
    private readonly checkout: CheckoutOrdersService,
    private readonly events: EventLog,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.runner.register(this);
  }

  perform(operation: Operation): Promise<Outcome> {
    const orderId = operation.input.orderId as string;
    return providerOutcome(async () => ({ checkboxes: await this.checkout.checkboxes(orderId) }));
  }

  async settle(tx: EntityManager, operation: Operation, outcome: Outcome): Promise<void> {
    if (outcome.kind !== 'succeeded') return;
    const checkboxAnswers = outcome.result.checkboxes as CheckboxAnswer[];
    const link = await this.links.lock(tx, operation.paymentLinkId);
    await this.links.update(tx, link, { checkboxAnswers });
    await this.events.append(tx, {
      merchantId: link.merchantId,
      paymentLinkId: link.id,
      type: 'order.checkboxes_read',
      data: { checkboxes: checkboxAnswers },
      occurredAt: this.clock.now(),
    });
  }
}
