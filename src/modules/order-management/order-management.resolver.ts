import { Args, Context, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';

import { batched } from '../../common/graphql/batch.js';
import { Money } from '../../common/money/money.model.js';
import { Allow, CurrentPrincipal, type Principal, Role } from '../access/index.js';
import { CancelOrderInput, CaptureInput, RefundInput } from './money.inputs.js';
import { Capture, Refund } from './money-operation.model.js';
import { CancelOrderResult, CaptureResult, RefundResult } from './money.results.js';
import { MoneyService } from './money.service.js';
import { Order } from './order.entity.js';
import { OrdersRepository } from './orders.repository.js';

@Resolver(() => Order)
export class OrderManagementResolver {
  constructor(
    private readonly money: MoneyService,
    private readonly orders: OrdersRepository,
  ) {}

  @Allow([Role.MERCHANT])
  @Mutation(() => CaptureResult, { description: 'Takes money: no money moves before.' })
  async capture(
    @CurrentPrincipal() principal: Principal,
    @Args('input') input: CaptureInput,
  ): Promise<Capture> {
    return Capture.of(await this.money.capture(principal, input));
  }

  @Allow([Role.MERCHANT])
  @Mutation(() => RefundResult, { description: 'Gives captured money back.' })
  async refund(@CurrentPrincipal() principal: Principal, @Args('input') input: RefundInput): Promise<Refund> {
    return Refund.of(await this.money.refund(principal, input));
  }

  @Allow([Role.MERCHANT])
  @Mutation(() => CancelOrderResult, {
    description:
      'Voids what has not been captured: cancels an uncaptured order, releases the remainder of a partly captured one.',
  })
  cancelOrder(
    @CurrentPrincipal() principal: Principal,
    @Args('input') input: CancelOrderInput,
  ): Promise<Order> {
    return this.money.cancel(principal, input);
  }

  @ResolveField(() => Money)
  orderAmount(@Parent() order: Order): Money {
    return Money.of(order.orderAmountMinor, order.currency);
  }

  @ResolveField(() => Money)
  capturedAmount(@Parent() order: Order): Money {
    return Money.of(order.capturedMinor, order.currency);
  }

  @ResolveField(() => Money)
  refundedAmount(@Parent() order: Order): Money {
    return Money.of(order.refundedMinor, order.currency);
  }

  @ResolveField(() => Money, { description: 'What may still be captured.' })
  remainingAuthorizedAmount(@Parent() order: Order): Money {
    return Money.of(order.remainingMinor, order.currency);
  }

  @ResolveField(() => [Capture])
  async captures(@Parent() order: Order, @Context() context: object): Promise<Capture[]> {
    const load = (ids: string[]) => this.orders.operations('CAPTURE', ids);
    return ((await batched(context, 'captures', order.paymentLinkId, load)) ?? []).map((each) =>
      Capture.of(each),
    );
  }

  @ResolveField(() => [Refund])
  async refunds(@Parent() order: Order, @Context() context: object): Promise<Refund[]> {
    const load = (ids: string[]) => this.orders.operations('REFUND', ids);
    return ((await batched(context, 'refunds', order.paymentLinkId, load)) ?? []).map((each) =>
      Refund.of(each),
    );
  }
}
