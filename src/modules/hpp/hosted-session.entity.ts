import { Field, ID, ObjectType } from '@nestjs/graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';

import { DateTimeScalar, UrlScalar } from '../../common/graphql/scalars.js';
import { SessionStatus } from '../../common/payment-link-status.js';
import { hasEnded } from './hosted-session.state-machine.js';

/** A session of the Hosted Payment Page. A link has several in the course of its life, and at most one payable. */
@Entity('hosted_sessions')
@ObjectType({ description: 'A session of the Hosted Payment Page: where the consumer pays.' })
export class HostedSession {
  @PrimaryColumn('uuid', { name: 'id' })
  rowId: string;

  @Column('uuid', { name: 'merchant_id' })
  merchantId: string;

  @Column('uuid', { name: 'payment_link_id' })
  paymentLinkId: string;

  @Field(() => ID, { description: "The provider's session id." })
  @Column('text', { name: 'session_id' })
  id: string;

  @Field(() => ID, { description: 'The Checkout order that the session hosts.' })
  @Column('text', { name: 'checkout_order_id' })
  checkoutOrderId: string;

  @Field(() => SessionStatus)
  @Column('text')
  status: SessionStatus;

  @Field(() => UrlScalar, {
    nullable: true,
    description: "The provider's page; give the link's own url to consumers.",
  })
  @Column('text', { name: 'redirect_url' })
  redirectUrl: string;

  @Field(() => UrlScalar, {
    nullable: true,
    description:
      "In a store: where a clerk checks who the consumer is, while the status is MANUAL_ID_CHECK. Opened with the provider's credentials.",
  })
  @Column('text', { name: 'manual_identification_url', nullable: true })
  manualIdentificationUrl: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: '47 hours after the start, by the provider.' })
  @Column('timestamptz', { name: 'expires_at' })
  expiresAt: Date;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;

  @Field(() => DateTimeScalar, { nullable: true })
  @Column('timestamptz', { name: 'updated_at' })
  updatedAt: Date;

  /** Leads the consumer to a page that will stay payable for this long. */
  isPayableFor(seconds: number, now: Date): boolean {
    return !hasEnded(this.status) && this.expiresAt.getTime() > now.getTime() + seconds * 1000;
  }
}
