import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { ArrayMaxSize, IsArray, IsEnum, IsIn, IsOptional, IsString } from 'class-validator';

import { CursorScalar, DateTimeScalar, JSONObjectScalar } from '../../common/graphql/scalars.js';
import { PaymentLinkStatus, SessionStatus } from '../../common/payment-link-status.js';
import { Position } from './cursor.js';
import { EVENT_TYPES, KNOWN_EVENT_TYPES } from './event-types.js';

@ObjectType({ description: 'One entry of the event log.' })
export class PaymentLinkEvent {
  @Field(() => ID)
  id: string;

  @Field(() => CursorScalar)
  cursor: string;

  @Field({
    description: 'Past tense, dotted: payment_link.created, session.status_changed, order.captured …',
  })
  type: string;

  @Field(() => DateTimeScalar)
  occurredAt: Date;

  @Field(() => ID)
  paymentLinkId: string;

  @Field(() => PaymentLinkStatus, { description: 'The status right after this event.' })
  status: PaymentLinkStatus;

  @Field(() => SessionStatus, { nullable: true })
  sessionStatus: SessionStatus | null;

  @Field(() => JSONObjectScalar, { description: 'Exactly what this event changed, as it stood then.' })
  data: Record<string, unknown>;

  merchantId: string;
  position: Position;
}

@ObjectType()
export class EventPageInfo {
  @Field()
  hasNextPage: boolean;

  @Field(() => CursorScalar, { description: 'Ask for what follows after it; also where nothing was found.' })
  endCursor: string;
}

@ObjectType()
export class EventConnection {
  @Field(() => [PaymentLinkEvent])
  nodes: PaymentLinkEvent[];

  @Field(() => EventPageInfo)
  pageInfo: EventPageInfo;
}

@InputType({ description: 'What is given must match; lists match any of their entries.' })
export class EventFilter {
  @Field(() => [ID], { nullable: true, description: 'At most 1000.' })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(1000)
  @IsString({ each: true })
  paymentLinkIds?: string[] | null;

  @Field(() => [String], {
    nullable: true,
    description: 'Types of events; one that there is not is refused.',
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(100)
  @IsIn(EVENT_TYPES, KNOWN_EVENT_TYPES)
  types?: string[] | null;

  @Field(() => [PaymentLinkStatus], { nullable: true })
  @IsOptional()
  @IsEnum(PaymentLinkStatus, { each: true })
  status?: PaymentLinkStatus[] | null;
}

export const EVENTS_PAGE_MAX = 1000;
