import { Injectable } from '@nestjs/common';
import { DataSource, EntityManager } from 'typeorm';

import { Clock } from '../../common/clock/clock.js';
import { ErrorCode, NotAllowed, NotFound, Refusal } from '../../common/errors/expected-errors.js';
import { type PaymentLinkRecord, readPaymentLink } from '../../common/payment-link-record.js';
import { PaymentLinkStatus } from '../../common/payment-link-status.js';
import { checkInput } from '../../common/validation/check-input.js';
import type { Principal } from '../access/index.js';
import { Operation, OperationsService } from '../operations/index.js';
import { Distribution, DistributionMethod, SendPaymentLinkInput } from './distribution.model.js';
import { distributionRequest, type DistributionRequest } from './distribution.request.js';
import { SendLimits } from './rules/send-limits.js';
import { SendingRulesService } from './rules/sending.rules.js';

const OWN_METHODS = [DistributionMethod.EMAIL, DistributionMethod.SMS];

/** Sends links to consumers. */
@Injectable()
export class DistributionService {
  constructor(
    private readonly db: DataSource,
    private readonly operations: OperationsService,
    private readonly rules: SendingRulesService,
    private readonly limits: SendLimits,
    private readonly clock: Clock,
  ) {}

  /** @throws Refusal */
  async send({ merchantId }: Principal, input: SendPaymentLinkInput): Promise<Distribution> {
    checkInput(SendPaymentLinkInput, input);
    const { paymentLinkId } = input;
    const isOwn = OWN_METHODS.includes(input.recipient.method);
    const mutation = { merchantId, kind: 'SEND_LINK' as const, input, paymentLinkId, isQueued: isOwn };
    const operation = await this.operations.perform(mutation, async (tx) => {
      const link = await readPaymentLink(tx, { merchantId, id: paymentLinkId, lock: true });
      if (!link) throw new Refusal(new NotFound('The payment link'));
      const hasEnded = link.expiresAt && link.expiresAt <= this.clock.now();
      if (link.status !== PaymentLinkStatus.OPEN || hasEnded) {
        const state =
          hasEnded && link.status === PaymentLinkStatus.OPEN ? 'over: its offer has ended' : link.status;
        throw new Refusal(
          new NotAllowed(
            `Only an OPEN link is sent; this one is ${state}.`,
            link.id,
            ErrorCode.LINK_NOT_OPEN,
          ),
        );
      }
      const request = distributionRequest(input.recipient);
      const objection = await this.rules.objection(tx, link, request);
      if (objection) throw new Refusal(new NotAllowed(objection, link.id));
      return { merchantId, paymentLinkId, kind: 'SEND_LINK', input: request };
    });
    return Distribution.of(operation);
  }

  /** Records what is to be sent of a new link; the rules are asked right before it leaves. */
  async enqueue(
    tx: EntityManager,
    { merchantId, id: paymentLinkId }: Pick<PaymentLinkRecord, 'merchantId' | 'id'>,
    requests: DistributionRequest[],
  ): Promise<void> {
    await this.limits.lock(tx, merchantId, requests);
    for (const input of requests) {
      await this.operations.enqueue(tx, { merchantId, paymentLinkId, kind: 'SEND_LINK', input });
    }
  }

  async ofLinks(paymentLinkIds: string[]): Promise<Map<string, Distribution[]>> {
    const operations = await this.db.manager
      .createQueryBuilder(Operation, 'operation')
      .where(`operation.kind = 'SEND_LINK' AND operation.status NOT IN ('ABANDONED', 'REFUSED')`)
      .andWhere('operation.paymentLinkId IN (:...paymentLinkIds)', { paymentLinkIds })
      .orderBy('operation.createdAt')
      .getMany();
    const ofLink = new Map(paymentLinkIds.map((id) => [id, [] as Distribution[]]));
    operations.forEach((operation) => ofLink.get(operation.paymentLinkId)?.push(Distribution.of(operation)));
    return ofLink;
  }
}
