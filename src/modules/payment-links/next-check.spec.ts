import { PaymentLinkStatus, SessionStatus } from '../../common/payment-link-status.js';
import { HostedSession } from '../hpp/index.js';
import { FraudStatus, Order, OrderStatus } from '../order-management/index.js';
import { nextCheckAt } from './next-check.js';
import { PaymentLink } from './payment-link.entity.js';

const NOW = new Date('2026-11-24T08:00:00Z');
const INTERVAL_MS = 15_000;
const at = (seconds: number): Date => new Date(NOW.getTime() + seconds * 1000);
const HOUR = 3600;

const link = (fields: Partial<PaymentLink>): PaymentLink =>
  Object.assign(
    new PaymentLink(),
    { status: PaymentLinkStatus.OPEN, expiresAt: null, updatedAt: NOW },
    fields,
  );
const session = (fields: Partial<HostedSession> = {}): HostedSession =>
  Object.assign(new HostedSession(), { status: SessionStatus.WAITING, expiresAt: at(47 * HOUR) }, fields);
const order = (fields: Partial<Order> = {}): Order =>
  Object.assign(
    new Order(),
    { status: OrderStatus.AUTHORIZED, fraudStatus: FraudStatus.ACCEPTED, warnedPercent: 0 },
    { capturingMinor: 0, refundingMinor: 0 },
    { authorizedAt: NOW, authorizationExpiresAt: at(28 * 24 * HOUR) },
    fields,
  );

const { COMPLETED, DISABLED, EXPIRED, CREATING } = PaymentLinkStatus;

describe('when the provider is asked next', () => {
  it.each([
    ['a live session: after the interval', link({}), session(), null, at(15)],
    ['just after the session ends, if that is sooner', link({}), session({ expiresAt: at(5) }), null, at(6)],
    ['at the end of the offer, if that is sooner', link({ expiresAt: at(3) }), session(), null, at(3)],
    [
      'past the end of the offer, while it is being ended: after the interval',
      link({ expiresAt: at(-1) }),
      session(),
      null,
      at(15),
    ],
    ['no live session and no end: never', link({}), session({ status: SessionStatus.EXPIRED }), null, null],
    [
      'no live session: at the end of the offer',
      link({ expiresAt: at(HOUR) }),
      session({ status: SessionStatus.EXPIRED }),
      null,
      at(HOUR),
    ],
    [
      'paid and under review: in ten minutes',
      link({ status: COMPLETED }),
      session(),
      order({ fraudStatus: FraudStatus.PENDING }),
      at(600),
    ],
    [
      'captured, and a refund on its way: in ten minutes',
      link({ status: COMPLETED }),
      session(),
      order({ status: OrderStatus.CAPTURED, refundingMinor: 100 }),
      at(600),
    ],
    [
      'paid, rejected and uncaptured: in an hour',
      link({ status: COMPLETED }),
      session(),
      order({ fraudStatus: FraudStatus.REJECTED }),
      at(HOUR),
    ],
    ['paid and uncaptured: once a day', link({ status: COMPLETED }), session(), order(), at(24 * HOUR)],
    [
      'at 75 % of the authorization',
      link({ status: COMPLETED }),
      session(),
      order({ authorizedAt: at(-70), authorizationExpiresAt: at(30) }),
      at(5),
    ],
    [
      'just after it has run out',
      link({ status: COMPLETED }),
      session(),
      order({ warnedPercent: 90, authorizationExpiresAt: at(30) }),
      at(31),
    ],
    [
      'captured: never',
      link({ status: COMPLETED }),
      session(),
      order({ status: OrderStatus.CAPTURED }),
      null,
    ],
    [
      'just disabled: once more, since somebody may have been paying',
      link({ status: DISABLED }),
      session(),
      null,
      at(120),
    ],
    ['ended for long: never', link({ status: EXPIRED, updatedAt: at(-HOUR) }), session(), null, null],
    ['being made: never', link({ status: CREATING }), null, null, null],
  ])('%s', (_, theLink, theSession, theOrder, expected) => {
    const state = { link: theLink, session: theSession, order: theOrder };
    expect(nextCheckAt(state, NOW, INTERVAL_MS)).toEqual(expected);
  });
});
