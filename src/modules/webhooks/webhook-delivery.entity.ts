import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

import { DateTimeScalar } from '../../common/graphql/scalars.js';

export enum WebhookDeliveryStatus {
  SUCCEEDED = 'SUCCEEDED',
  FAILED = 'FAILED',
  PARKED = 'PARKED',
}
registerEnumType(WebhookDeliveryStatus, {
  name: 'WebhookDeliveryStatus',
  valuesMap: {
    SUCCEEDED: { description: 'Answered with 2xx.' },
    FAILED: { description: 'Will be tried again.' },
    PARKED: { description: 'Failed, and is not tried again until it is redelivered.' },
  },
});

/** One attempt. */
@Entity('webhook_deliveries')
@ObjectType({ description: 'One attempt to deliver an event to an endpoint.' })
export class WebhookDelivery {
  @Field(() => ID)
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id: string;

  @Field(() => ID)
  @Column('uuid', { name: 'endpoint_id' })
  endpointId: string;

  @Column('uuid', { name: 'merchant_id' })
  merchantId: string;

  @Field(() => ID, { description: 'Sent as webhook-id, the same on every attempt.' })
  @Column('uuid', { name: 'event_id' })
  eventId: string;

  @Field()
  @Column('text', { name: 'event_type' })
  eventType: string;

  @Field(() => ID, { nullable: true, description: 'A test has none.' })
  @Column('uuid', { name: 'payment_link_id', nullable: true })
  paymentLinkId: string | null;

  @Field(() => Int, { description: 'Counted from 1.' })
  @Column('int')
  attempt: number;

  @Field(() => WebhookDeliveryStatus)
  @Column('text')
  status: WebhookDeliveryStatus;

  @Field(() => DateTimeScalar)
  @Column('timestamptz', { name: 'started_at' })
  startedAt: Date;

  @Field(() => Int)
  @Column('int', { name: 'duration_ms' })
  durationMs: number;

  @Field(() => Int, { nullable: true, description: 'Null: there was no answer.' })
  @Column('int', { name: 'response_code', nullable: true })
  responseCode: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'Why it failed, with the beginning of the answer where there was one.',
  })
  @Column('text', { nullable: true })
  error: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Of a FAILED one.' })
  @Column('timestamptz', { name: 'next_attempt_at', nullable: true })
  nextAttemptAt: Date | null;
}
