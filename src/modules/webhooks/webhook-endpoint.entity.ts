import { Field, ID, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';

import { DateTimeScalar, UrlScalar } from '../../common/graphql/scalars.js';
import type { StoredSecret } from './signature.js';

export enum WebhookEndpointStatus {
  ACTIVE = 'ACTIVE',
  PAUSED = 'PAUSED',
}
registerEnumType(WebhookEndpointStatus, {
  name: 'WebhookEndpointStatus',
  valuesMap: {
    ACTIVE: { description: 'Is sent events.' },
    PAUSED: { description: 'Is sent nothing; once ACTIVE again, all that it missed.' },
  },
});

/** A merchant's address for events. Its place in the event log is known to the repository alone. */
@Entity('webhook_endpoints')
@ObjectType({
  description:
    'An address that events are posted to, signed as Standard Webhooks (standardwebhooks.com) has it.',
})
export class WebhookEndpoint {
  @Field(() => ID)
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'merchant_id' })
  merchantId: string;

  @Field(() => UrlScalar)
  @Column('text')
  url: string;

  @Field(() => [String], { description: 'Empty: all.' })
  @Column('text', { name: 'event_types', array: true })
  eventTypes: string[];

  @Field(() => WebhookEndpointStatus)
  @Column('text')
  status: WebhookEndpointStatus;

  @Field(() => String, { nullable: true, description: 'Where it was not you who paused it.' })
  @Column('text', { name: 'paused_reason', nullable: true })
  pausedReason: string | null;

  /** Never shown or logged from here. */
  @Column('jsonb')
  secrets: StoredSecret[];

  @Field(() => DateTimeScalar)
  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;

  @Field(() => DateTimeScalar)
  @Column('timestamptz', { name: 'updated_at' })
  updatedAt: Date;

  @Field(() => String, {
    nullable: true,
    description: '`whsec_…`, shown in the answers of createWebhookEndpoint and rotateWebhookSecret alone.',
  })
  secret?: string;
}
