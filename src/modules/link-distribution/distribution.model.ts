import { Field, ID, InputType, ObjectType, registerEnumType } from '@nestjs/graphql';
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
  @IsEmail({}, { message: 'Give the e-mail address to send to, such as name@example.com.' })
  @MaxLength(255, { message: 'Give at most 255 characters.' })
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

  @Field(() => String, { nullable: true })
  failure: string | null;

  static of(operation: Operation): Distribution {
    const { method, to } = operation.input as { method: DistributionMethod; to: string };
    const { SENT, FAILED, OUTCOME_UNKNOWN, QUEUED } = DistributionStatus;
    const statuses: Partial<Record<Operation['status'], DistributionStatus>> = {
      SUCCEEDED: SENT,
      REJECTED: FAILED,
      OUTCOME_UNKNOWN,
    };
    return Object.assign(new Distribution(), {
      id: operation.id,
      method,
      recipient: to,
      status: statuses[operation.status] ?? QUEUED,
      createdAt: operation.createdAt,
      sentAt: operation.status === 'SUCCEEDED' ? operation.updatedAt : null,
      failure: operation.failure?.message ?? null,
    });
  }
}
