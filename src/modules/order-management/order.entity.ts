import { Field, ID, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';

import { minorUnits } from '../../common/database/minor-units.transformer.js';
import { DateTimeScalar } from '../../common/graphql/scalars.js';

export enum OrderStatus {
  AUTHORIZED = 'AUTHORIZED',
  PART_CAPTURED = 'PART_CAPTURED',
  CAPTURED = 'CAPTURED',
  CANCELLED = 'CANCELLED',
  EXPIRED = 'EXPIRED',
  CLOSED = 'CLOSED',
  UNRECOGNISED = 'UNRECOGNISED',
}
registerEnumType(OrderStatus, {
  name: 'OrderStatus',
  valuesMap: {
    AUTHORIZED: { description: 'Nothing captured: no money has moved.' },
    PART_CAPTURED: { description: 'Some captured, the rest can be captured or released.' },
    CAPTURED: { description: 'All captured, or the rest released.' },
    CANCELLED: { description: 'Cancelled in full.' },
    EXPIRED: { description: 'The authorization ran out.' },
    CLOSED: { description: 'Refunded in full.' },
    UNRECOGNISED: { description: 'A status the provider has added since.' },
  },
});

export enum FraudStatus {
  ACCEPTED = 'ACCEPTED',
  PENDING = 'PENDING',
  REJECTED = 'REJECTED',
  UNRECOGNISED = 'UNRECOGNISED',
}
registerEnumType(FraudStatus, {
  name: 'FraudStatus',
  description:
    "The provider's risk decision. Do not ship while PENDING. REJECTED can be captured for four hours at the merchant's " +
    'own risk, and is cancelled by the provider after them.',
});

/** The money of a paid link: what is authorized, captured, refunded, and spoken for by operations in flight. */
@Entity('orders')
@ObjectType({ description: 'The order at Order Management: what happens to the money.' })
export class Order {
  @PrimaryColumn('uuid', { name: 'id' })
  rowId: string;

  @Column('uuid', { name: 'merchant_id' })
  merchantId: string;

  @Column('uuid', { name: 'payment_link_id' })
  paymentLinkId: string;

  @Field(() => ID, { description: "The provider's order id." })
  @Column('text', { name: 'provider_order_id' })
  id: string;

  @Field(() => OrderStatus)
  @Column('text')
  status: OrderStatus;

  @Field(() => FraudStatus)
  @Column('text', { name: 'fraud_status' })
  fraudStatus: FraudStatus;

  @Field(() => String, { nullable: true, description: 'Short, for people: the consumer sees it too.' })
  @Column('text', { name: 'klarna_reference', nullable: true })
  klarnaReference: string | null;

  @Column('text')
  currency: string;

  @Column('bigint', { name: 'order_amount_minor', transformer: minorUnits })
  orderAmountMinor: number;

  @Column('bigint', { name: 'captured_minor', transformer: minorUnits })
  capturedMinor: number;

  /** Captures that were requested and whose outcome is not known. */
  @Column('bigint', { name: 'capturing_minor', transformer: minorUnits })
  capturingMinor: number;

  @Column('bigint', { name: 'refunded_minor', transformer: minorUnits })
  refundedMinor: number;

  @Column('bigint', { name: 'refunding_minor', transformer: minorUnits })
  refundingMinor: number;

  @Column('bigint', { name: 'remaining_minor', transformer: minorUnits })
  remainingMinor: number;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When the provider was told that we have the order.',
  })
  @Column('timestamptz', { name: 'acknowledged_at', nullable: true })
  acknowledgedAt: Date | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'After this instant nothing more can be captured.',
  })
  @Column('timestamptz', { name: 'authorization_expires_at', nullable: true })
  authorizationExpiresAt: Date | null;

  @Column('timestamptz', { name: 'authorized_at' })
  authorizedAt: Date;

  /** Share of the authorization's life at which its end was warned of last. */
  @Column('int', { name: 'warned_percent' })
  warnedPercent: number;

  @Column('int')
  version: number;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt: Date;
}
