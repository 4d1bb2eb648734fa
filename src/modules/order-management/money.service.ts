import { Injectable } from '@nestjs/common';
import { DataSource, EntityManager } from 'typeorm';

import { Clock } from '../../common/clock/clock.js';
import { NotAllowed, NotFound, ProviderUnavailable, Refusal } from '../../common/errors/expected-errors.js';
import { marketOf } from '../../common/markets/markets.js';
import { toDecimal } from '../../common/money/format-money.js';
import { readPaymentLink } from '../../common/payment-link-record.js';
import { inputFaults, refuseFaults } from '../../common/validation/check-input.js';
import type { Principal } from '../access/index.js';
import { BuiltLine, checkLines } from '../checkout/index.js';
import { NewOperation, Operation, OperationsService } from '../operations/index.js';
import { CancelOrderInput, CaptureInput, RefundInput } from './money.inputs.js';
import { FraudStatus, Order, OrderStatus } from './order.entity.js';
import { capturable, captureRequested, refundable, refundRequested } from './order.ledger.js';
import { OrdersRepository } from './orders.repository.js';

interface Wanted {
  amountMinor: number | null;
  orderLines: BuiltLine[] | null;
}

const CARRIED_THROUGH =
  'The provider has not answered yet. It is being carried through; the same call later gives the result.';

/** Capture, refund and cancel: checks, records the intention under the order's lock, and has it carried out. */
@Injectable()
export class MoneyService {
  constructor(
    private readonly db: DataSource,
    private readonly operations: OperationsService,
    private readonly orders: OrdersRepository,
    private readonly clock: Clock,
  ) {}

  /** @throws Refusal */
  async capture(principal: Principal, input: CaptureInput): Promise<Operation> {
    const wanted = await this.checked(principal, CaptureInput, input);
    return this.operations.perform(mutation(principal, 'CAPTURE', input), async (tx) => {
      const order = await this.lockOrder(tx, principal, input.paymentLinkId);
      this.refuseCapture(order);
      await this.refuseWhileCancelling(tx, order);
      const amountMinor = amountWithin(wanted.amountMinor, capturable(order), order, 'captured');
      await this.orders.change(tx, order, captureRequested(order, amountMinor));
      return this.draft('CAPTURE', order, input, { ...wanted, amountMinor });
    });
  }

  /** @throws Refusal */
  async refund(principal: Principal, input: RefundInput): Promise<Operation> {
    const wanted = await this.checked(principal, RefundInput, input);
    return this.operations.perform(mutation(principal, 'REFUND', input), async (tx) => {
      const order = await this.lockOrder(tx, principal, input.paymentLinkId);
      if (order.capturedMinor === 0)
        refuse(order, 'Nothing has been captured: cancel the order instead of refunding it.');
      const amountMinor = amountWithin(wanted.amountMinor, refundable(order), order, 'refunded');
      await this.orders.change(tx, order, refundRequested(order, amountMinor));
      return this.draft('REFUND', order, input, { ...wanted, amountMinor });
    });
  }

  /** Cancels an uncaptured order, releases the remainder of a partly captured one. @throws Refusal */
  async cancel(principal: Principal, input: CancelOrderInput): Promise<Order> {
    refuseFaults(inputFaults(CancelOrderInput, input));
    const operation = await this.operations.perform(mutation(principal, 'VOID_ORDER', input), async (tx) => {
      const order = await this.lockOrder(tx, principal, input.paymentLinkId);
      const earlier = await this.operations.latest(tx, order.paymentLinkId, 'VOID_ORDER');
      if (earlier && (earlier.isInFlight || earlier.status === 'SUCCEEDED')) return earlier;
      this.refuseCancel(order);
      const action = order.capturedMinor === 0 ? 'CANCEL' : 'RELEASE';
      return {
        merchantId: order.merchantId,
        paymentLinkId: order.paymentLinkId,
        kind: 'VOID_ORDER',
        input: {
          orderRowId: order.rowId,
          orderId: order.id,
          action,
          currency: order.currency,
          capturedMinor: order.capturedMinor,
        },
        amountMinor: order.remainingMinor,
      };
    });
    if (operation.isInFlight) throw new Refusal(new ProviderUnavailable(null, whyInFlight(operation)));
    return this.orders.get(operation.input.orderRowId as string);
  }

  private async checked<T extends CaptureInput | RefundInput>(
    principal: Principal,
    type: new () => T,
    input: T,
  ): Promise<Wanted> {
    const faults = inputFaults(type, input);
    const link = await readPaymentLink(this.db.manager, {
      merchantId: principal.merchantId,
      id: input.paymentLinkId,
    });
    if (!input.orderLines || !link) {
      refuseFaults(faults);
      return { amountMinor: input.amount ?? null, orderLines: null };
    }
    const pricesIncludeTax = marketOf(link.country)?.pricesIncludeTax ?? true;
    const lines = checkLines(input.orderLines, 'orderLines', {
      pricesIncludeTax,
      amountMinor: input.amount,
      amountPath: 'amount',
    });
    refuseFaults(lines.ok ? sumFaults(lines.amountMinor, input, faults) : [...faults, ...lines.faults]);
    return lines.ok
      ? { amountMinor: lines.amountMinor, orderLines: lines.lines }
      : { amountMinor: null, orderLines: null };
  }

  private async lockOrder(
    tx: EntityManager,
    { merchantId }: Principal,
    paymentLinkId: string,
  ): Promise<Order> {
    const link = await readPaymentLink(tx, { merchantId, id: paymentLinkId });
    if (!link) throw new Refusal(new NotFound('The payment link'));
    const order = await this.orders.lockOfLink(tx, link.id);
    if (order) return order;
    const message =
      link.maxPayments > 1
        ? 'Many consumers pay this link, each under a link of their own: give the id of one of its payments.'
        : `The consumer has not paid: the link is ${link.status}.`;
    throw new Refusal(new NotAllowed(message, link.id));
  }

  private refuseCapture(order: Order): void {
    if (order.status === OrderStatus.CANCELLED)
      refuse(order, 'The order was cancelled; nothing can be captured.');
    if (order.fraudStatus === FraudStatus.PENDING) {
      refuse(
        order,
        "The provider's risk decision is pending: capture after the event order.updated says ACCEPTED.",
      );
    }
    const expiresAt = order.authorizationExpiresAt;
    if (
      order.status === OrderStatus.EXPIRED ||
      (expiresAt && expiresAt <= this.clock.now() && order.remainingMinor > 0)
    ) {
      refuse(
        order,
        `The authorization ran out on ${expiresAt?.toISOString() ?? 'an earlier day'}; ask for a new payment.`,
      );
    }
  }

  private async refuseWhileCancelling(tx: EntityManager, { paymentLinkId }: Order): Promise<void> {
    const cancelling = await this.operations.latest(tx, paymentLinkId, 'VOID_ORDER');
    if (!cancelling?.isInFlight) return;
    const message = 'The order is being cancelled. Nothing happened; ask again when that has its result.';
    throw new Refusal(new ProviderUnavailable(1, message));
  }

  private refuseCancel(order: Order): void {
    if (order.capturingMinor > 0)
      refuse(order, 'A capture is being carried out. Wait for its outcome, then cancel what remains.');
    if (order.status === OrderStatus.CANCELLED) refuse(order, 'The order is cancelled already.');
    if (order.remainingMinor === 0)
      refuse(order, 'Everything is captured: nothing is left to cancel. Refund instead.');
  }

  private draft(
    kind: 'CAPTURE' | 'REFUND',
    order: Order,
    input: CaptureInput | RefundInput,
    { amountMinor, orderLines }: { amountMinor: number; orderLines: BuiltLine[] | null },
  ): NewOperation {
    const { description = null, reference = null } = input;
    const shipping = input instanceof RefundInput ? null : ((input as CaptureInput).shipping ?? null);
    return {
      merchantId: order.merchantId,
      paymentLinkId: order.paymentLinkId,
      kind,
      amountMinor,
      input: {
        orderRowId: order.rowId,
        orderId: order.id,
        currency: order.currency,
        orderLines,
        description,
        reference,
        shipping,
      },
    };
  }
}

function mutation(
  { merchantId }: Principal,
  kind: 'CAPTURE' | 'REFUND' | 'VOID_ORDER',
  input: { paymentLinkId: string },
) {
  return { merchantId, kind, input, paymentLinkId: input.paymentLinkId };
}

function whyInFlight({ status, failure }: Operation): string {
  return (status === 'REQUESTED' && failure?.message) || CARRIED_THROUGH;
}

function refuse(order: Order, message: string): never {
  throw new Refusal(new NotAllowed(message, order.paymentLinkId));
}

function amountWithin(
  asked: number | null,
  limit: number,
  order: Order,
  done: 'captured' | 'refunded',
): number {
  const amount = asked ?? limit;
  const money = (minor: number): string => `${toDecimal(minor, order.currency)} ${order.currency}`;
  if (limit <= 0) refuse(order, `Nothing is left to be ${done}.`);
  if (amount > limit) {
    refuse(
      order,
      `${money(amount)} is more than can be ${done}: at most ${money(limit)} is left, an amount of ${limit}.`,
    );
  }
  return amount;
}

function sumFaults(
  sum: number,
  input: CaptureInput | RefundInput,
  faults: { path: string; message: string }[],
) {
  if (sum > 0 || input.amount != null) return faults;
  return [
    ...faults,
    { path: 'orderLines', message: `The lines sum to ${sum}: give lines that come to 1 or more.` },
  ];
}
