import { Field, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import {
  IsEmail,
  IsISO31661Alpha2,
  IsOptional,
  Length,
  MaxLength,
  ValidateIf,
  ValidateNested,
} from 'class-validator';

import {
  CountryCodeScalar,
  DateTimeScalar,
  EmailAddressScalar,
  PhoneNumberScalar,
} from '../../common/graphql/scalars.js';
import { IsPhone } from '../../common/validation/decorators.js';
import type { Operation } from '../operations/index.js';
import type { DistributionRequest } from './distribution.request.js';

export enum DistributionMethod {
  EMAIL = 'EMAIL',
  SMS = 'SMS',
  PROVIDER_EMAIL = 'PROVIDER_EMAIL',
  PROVIDER_SMS = 'PROVIDER_SMS',
}
registerEnumType(DistributionMethod, {
  name: 'DistributionMethod',
  valuesMap: {
    EMAIL: { description: "Through the merchant's own SMTP server." },
    SMS: { description: "Through the merchant's own SMS gateway." },
    PROVIDER_EMAIL: {
      description: "Through the provider's distribution call; leads to the hosted session itself.",
    },
    PROVIDER_SMS: {
      description: "Through the provider's distribution call; leads to the hosted session itself.",
    },
  },
});

export enum DistributionStatus {
  QUEUED = 'QUEUED',
  SENT = 'SENT',
  FAILED = 'FAILED',
  OUTCOME_UNKNOWN = 'OUTCOME_UNKNOWN',
  DELIVERED = 'DELIVERED',
  BOUNCED = 'BOUNCED',
}
registerEnumType(DistributionStatus, {
  name: 'DistributionStatus',
  valuesMap: {
    QUEUED: { description: 'Will be sent, also when the sender cannot be reached now.' },
    SENT: { description: 'Taken over by the server or gateway.' },
    FAILED: { description: 'Refused for good; the failure says why.' },
    OUTCOME_UNKNOWN: {
      description:
        'Handed over without an answer. Never repeated by itself: send it again if it did not arrive.',
    },
    DELIVERED: { description: 'Arrived, as the SMS provider has told. Mail servers do not tell.' },
    BOUNCED: { description: 'Taken over, and could not be delivered; the failure says why.' },
  },
});

const needsEmail = ({ method }: RecipientInput) =>
  method === DistributionMethod.EMAIL || method === DistributionMethod.PROVIDER_EMAIL;

@InputType({ description: 'An e-mail method takes email, an SMS method takes phone.' })
export class RecipientInput {
  @Field(() => DistributionMethod)
  method: DistributionMethod;

  @Field(() => EmailAddressScalar, { nullable: true })
  @ValidateIf(needsEmail)
  @MaxLength(255, { message: 'Give at most 255 characters.' })
  @IsEmail({}, { message: 'Give the e-mail address to send to, such as name@example.com.' })
  email?: string | null;

  @Field(() => PhoneNumberScalar, { nullable: true })
  @ValidateIf((recipient: RecipientInput) => !needsEmail(recipient))
  @IsPhone('phoneCountry')
  phone?: string | null;

  @Field(() => CountryCodeScalar, {
    nullable: true,
    description: 'Of a phone without the prefix of its country.',
  })
  @IsOptional()
  @IsISO31661Alpha2({ message: 'Give an ISO 3166 country, such as SE.' })
  phoneCountry?: string | null;
}

@InputType()
export class SendPaymentLinkInput {
  @Field(() => String, { nullable: true, description: '1 to 255 characters.' })
  @IsOptional()
  @Length(1, 255, { message: 'Give 1 to 255 characters.' })
  idempotencyKey?: string | null;

  @Field(() => ID)
  paymentLinkId: string;

  @Field(() => RecipientInput)
  @ValidateNested()
  @Type(() => RecipientInput)
  recipient: RecipientInput;
}

@ObjectType({ description: 'One sending of the link to a consumer.' })
export class Distribution {
  @Field(() => ID)
  id: string;

  @Field(() => DistributionMethod)
  method: DistributionMethod;

  @Field(() => String, { nullable: true, description: 'Address or number; not shown to a client token.' })
  recipient: string | null;

  @Field(() => DistributionStatus)
  status: DistributionStatus;

  @Field(() => DateTimeScalar)
  createdAt: Date;

  @Field(() => DateTimeScalar, { nullable: true })
  sentAt: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When we were told that it has arrived.' })
  deliveredAt: Date | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description:
      'While QUEUED: when it is sent, or tried again. Quiet hours and senders out of reach put it off.',
  })
  scheduledAt: Date | null;

  @Field(() => Int, { nullable: true, description: 'The how manieth reminder it is; null: none.' })
  reminder: number | null;

  @Field(() => String, { nullable: true, description: 'Why it has not been sent, or not yet.' })
  failure: string | null;

  static of(operation: Operation): Distribution {
    const { method, to, reminder } = operation.input as unknown as DistributionRequest;
    const status = statusOf(operation);
    const bounced = operation.result?.bounced as { reason: string } | undefined;
    const delivered = operation.result?.delivered as { at: string } | undefined;
    return Object.assign(new Distribution(), {
      id: operation.id,
      method,
      recipient: to,
      status,
      createdAt: operation.createdAt,
      sentAt: operation.status === 'SUCCEEDED' ? operation.updatedAt : null,
      deliveredAt: delivered ? new Date(delivered.at) : null,
      scheduledAt: status === DistributionStatus.QUEUED ? operation.nextAttemptAt : null,
      reminder: reminder ?? null,
      failure: bounced?.reason ?? operation.failure?.message ?? null,
    });
  }
}

function statusOf({ status, result }: Operation): DistributionStatus {
  const { SENT, FAILED, OUTCOME_UNKNOWN, QUEUED, DELIVERED, BOUNCED } = DistributionStatus;
  if (result?.bounced) return BOUNCED;
  if (result?.delivered) return DELIVERED;
  const statuses: Partial<Record<Operation['status'], DistributionStatus>> = {
    SUCCEEDED: SENT,
    REJECTED: FAILED,
    OUTCOME_UNKNOWN,
  };
  return statuses[status] ?? QUEUED;
}
