import { Injectable, OnModuleInit } from '@nestjs/common';

import { CheckoutOrdersService } from '../checkout/index.js';
import {
  Operation,
  OperationHandler,
  OperationRunner,
  Outcome,
  providerOutcome,
} from '../operations/index.js';

/**
 * Ends a checkout order that was left behind: an attempt to open a session made it, and nobody knows whether it has a
 * session. Tried until the provider has answered; a refusal says that it has ended by itself.
 */
@Injectable()
export class AbortOrderHandler implements OperationHandler, OnModuleInit {
  readonly kind = 'ABORT_ORDER';

  constructor(
    private readonly runner: OperationRunner,
    private readonly checkout: CheckoutOrdersService,
  ) {}

  onModuleInit(): void {
    this.runner.register(this);
  }

  perform({ input }: Operation): Promise<Outcome> {
    return providerOutcome(() => this.checkout.abort(input.orderId as string));
  }

  /** Nothing of the link changes: it never led there. */
  async settle(): Promise<void> {}
}
