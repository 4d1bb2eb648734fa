import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';

import { minorUnits } from '../../common/database/minor-units.transformer.js';
import { CountryCodeScalar, DateTimeScalar, LocaleScalar } from '../../common/graphql/scalars.js';
import { PaymentLinkStatus } from '../../common/payment-link-status.js';
import type { Advice, BuiltLine, CheckoutSettings, Consumer } from '../checkout/index.js';
import type { CheckboxAnswer } from '../klarna/index.js';
import type { AppearanceInput } from './appearance.input.js';
import type { RedirectUrlsInput } from './create-payment-link.input.js';

export enum SalesChannel {
  ECOMMERCE = 'ECOMMERCE',
  IN_STORE = 'IN_STORE',
  TELESALES = 'TELESALES',
}
registerEnumType(SalesChannel, {
  name: 'SalesChannel',
  valuesMap: {
    ECOMMERCE: { description: "A consumer's cancel acts as back: they may return and pay." },
    IN_STORE: { description: "A consumer's cancel is final." },
    TELESALES: { description: "A consumer's cancel is final." },
  },
});

@ObjectType()
export class LinkWarning {
  @Field({ description: 'Of the input field: locale, redirectUrls.cancel.' })
  path: string;

  @Field()
  message: string;
}

/** What merchants hold: one offer, with the sessions, the order and the sends that come of it. Its row is the lock of all. */
@Entity('payment_links')
@ObjectType({ description: 'An offer that a consumer pays by opening its url.' })
export class PaymentLink {
  @Field(() => ID)
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'merchant_id' })
  merchantId: string;

  /** The unguessable part of the url. */
  @Column('text')
  code: string;

  @Field(() => String, { nullable: true, description: "The storefront's own number for the purchase." })
  @Column('text', { nullable: true })
  reference: string | null;

  @Field(() => String, { nullable: true })
  @Column('text', { nullable: true })
  reference2: string | null;

  @Field(() => PaymentLinkStatus)
  @Column('text')
  status: PaymentLinkStatus;

  @Field(() => SalesChannel)
  @Column('text')
  channel: SalesChannel;

  @Field(() => CountryCodeScalar)
  @Column('text')
  country: string;

  @Column('text')
  currency: string;

  @Field(() => LocaleScalar, {
    description:
      "The one that the provider's page speaks: a locale it does not offer falls back, and warnings tell.",
  })
  @Column('text')
  locale: string;

  @Column('bigint', { name: 'amount_minor', transformer: minorUnits })
  amountMinor: number;

  @Column('bigint', { name: 'tax_amount_minor', transformer: minorUnits })
  taxAmountMinor: number;

  @Column('jsonb', { name: 'order_lines' })
  lines: BuiltLine[];

  @Column('jsonb', { nullable: true })
  consumer: Consumer | null;

  /** What is asked of the consumer and offered to them. */
  @Column('jsonb', { nullable: true })
  checkout: CheckoutSettings | null;

  @Field(() => Int, { description: 'How many consumers may pay it, each with an order of their own.' })
  @Column('int', { name: 'max_payments' })
  maxPayments: number;

  @Field(() => Int, { description: 'How many have paid, of maxPayments above 1.' })
  @Column('int', { name: 'payment_count' })
  paymentCount: number;

  /** The printed link, of one that a consumer was given under it. */
  @Column('uuid', { name: 'parent_id', nullable: true })
  parentId: string | null;

  @Column('jsonb', { name: 'redirect_urls', nullable: true })
  redirectUrls: RedirectUrlsInput | null;

  @Column('jsonb', { nullable: true })
  appearance: AppearanceInput | null;

  @Column('boolean', { name: 'auto_capture' })
  autoCapture: boolean;

  @Column('text', { name: 'merchant_data', nullable: true })
  merchantData: string | null;

  @Field(() => [LinkWarning], {
    description: 'Noticed when the link was made: what is sent, but may not do what was meant.',
  })
  @Column('jsonb')
  warnings: Advice[];

  /** Null: not read yet, or there are no checkboxes. */
  @Column('jsonb', { name: 'checkbox_answers', nullable: true })
  checkboxAnswers: CheckboxAnswer[] | null;

  @Column('jsonb', { nullable: true })
  metadata: Record<string, unknown> | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the offer ends; null: it does not.' })
  @Column('timestamptz', { name: 'expires_at', nullable: true })
  expiresAt: Date | null;

  @Column('timestamptz', { name: 'next_check_at', nullable: true })
  nextCheckAt: Date | null;

  @Column('int')
  version: number;

  @Field(() => DateTimeScalar)
  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;

  @Field(() => DateTimeScalar)
  @Column('timestamptz', { name: 'updated_at' })
  updatedAt: Date;

  /** The offer's own end has come, whether or not the session was ended yet. */
  isOver(now: Date): boolean {
    return this.expiresAt !== null && this.expiresAt <= now;
  }
}
