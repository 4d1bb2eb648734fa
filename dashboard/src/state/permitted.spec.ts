import { describe, expect, it } from '@jest/globals';

import type { Link, LinkStatus, Operation, OperationStatus, Order } from '../api/types.js';
import { permitted } from './permitted.js';

const sek = (amount: number) => ({ amount, currency: 'SEK' });
const operation = (status: OperationStatus, amount: number) => ({ status, amount: sek(amount) }) as Operation;

function link(status: LinkStatus, order: Partial<Order> | null = null): Link {
  const whole = {
    status: 'AUTHORIZED',
    fraudStatus: 'ACCEPTED',
    orderAmount: sek(500),
    capturedAmount: sek(0),
    refundedAmount: sek(0),
    remainingAuthorizedAmount: sek(500),
    captures: [],
    refunds: [],
  };
  return { status, order: order && { ...whole, ...order } } as unknown as Link;
}
const PART = {
  status: 'PART_CAPTURED',
  capturedAmount: sek(200),
  remainingAuthorizedAmount: sek(300),
} as const;

describe('what is offered', () => {
  it('is sending and disabling while the link is open, and nothing once it has ended', () => {
    expect(permitted(link('OPEN'))).toEqual({
      send: true,
      disable: true,
      captureMinor: 0,
      refundMinor: 0,
      cancel: null,
    });
    for (const status of ['CREATING', 'DISABLED', 'EXPIRED', 'CANCELLED', 'CREATION_FAILED'] as const) {
      expect(permitted(link(status))).toMatchObject({ send: false, disable: false });
    }
  });

  it('is capture and cancel when authorized', () => {
    expect(permitted(link('COMPLETED', {}))).toMatchObject({
      captureMinor: 500,
      refundMinor: 0,
      cancel: 'order',
    });
  });

  it('is the rest, a refund and a release when partly captured', () => {
    expect(permitted(link('COMPLETED', PART))).toMatchObject({
      captureMinor: 300,
      refundMinor: 200,
      cancel: 'rest',
    });
  });

  it.each<OperationStatus>(['REQUESTED', 'OUTCOME_UNKNOWN'])('counts money that is %s as gone', (status) => {
    const order = { ...PART, captures: [operation(status, 250)], refunds: [operation(status, 150)] };
    expect(permitted(link('COMPLETED', order))).toMatchObject({
      captureMinor: 50,
      refundMinor: 50,
      cancel: null,
    });
  });

  it('counts a refused operation as nothing', () => {
    const order = { ...PART, captures: [operation('REJECTED', 250)], refunds: [operation('REJECTED', 150)] };
    expect(permitted(link('COMPLETED', order))).toMatchObject({
      captureMinor: 300,
      refundMinor: 200,
      cancel: 'rest',
    });
  });

  it('is no capture while the risk check is pending, nor anything once the order is cancelled', () => {
    expect(permitted(link('COMPLETED', { fraudStatus: 'PENDING' }))).toMatchObject({
      captureMinor: 0,
      cancel: 'order',
    });
    expect(permitted(link('COMPLETED', { ...PART, status: 'CANCELLED' }))).toMatchObject({
      captureMinor: 0,
      refundMinor: 0,
      cancel: null,
    });
  });
});
