import { registerEnumType } from '@nestjs/graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';

import { minorUnits } from '../../common/database/minor-units.transformer.js';
import type { ErrorCode } from '../../common/errors/expected-errors.js';

export const OPERATION_KINDS = [
  'OPEN_SESSION',
  'ABORT_ORDER',
  'CLOSE_SESSION',
  'SEND_LINK',
  'CAPTURE',
  'REFUND',
  'VOID_ORDER',
  'ACKNOWLEDGE_ORDER',
  'CHECK_ORDER',
  'UPDATE_LINK',
  'READ_CHECKBOXES',
] as const;
export type OperationKind = (typeof OPERATION_KINDS)[number];

/** What clients see of an operation. */
export enum OperationStatus {
  REQUESTED = 'REQUESTED',
  SUCCEEDED = 'SUCCEEDED',
  REJECTED = 'REJECTED',
  OUTCOME_UNKNOWN = 'OUTCOME_UNKNOWN',
}
registerEnumType(OperationStatus, {
  name: 'OperationStatus',
  description:
    'OUTCOME_UNKNOWN: the provider was asked and has not answered. It is being found out, and is never shown as failed.',
});

/**
 * REQUESTED leads to any other. OUTCOME_UNKNOWN leads to SUCCEEDED or REJECTED, by asking, never by a timer.
 * ABANDONED (nothing had happened) leads to REQUESTED, when the client sends the same key again.
 * REFUSED (by our own rules; nothing was sent) is kept for the answer to the same key.
 */
export type StoredStatus = `${OperationStatus}` | 'ABANDONED' | 'REFUSED';

export const IN_FLIGHT: readonly StoredStatus[] = ['REQUESTED', 'OUTCOME_UNKNOWN'];

/** Why an operation did not succeed, or is not known to have. */
export interface Failure {
  code: `${ErrorCode}`;
  message: string;
  providerCode?: string | null;
  providerMessages?: string[];
  correlationId?: string | null;
  retryAfterSeconds?: number | null;
}

/** Something asked of the provider or a sender: recorded before the call, settled after it, resumed by whoever finds it. */
@Entity('operations')
export class Operation {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'merchant_id' })
  merchantId: string;

  @Column('uuid', { name: 'payment_link_id' })
  paymentLinkId: string;

  @Column('text')
  kind: OperationKind;

  @Column('text')
  status: StoredStatus;

  @Column('text', { name: 'client_key', nullable: true })
  clientKey: string | null;

  @Column('text', { name: 'input_hash', nullable: true })
  inputHash: string | null;

  /** Sent as Klarna-Idempotency-Key on every attempt. */
  @Column('uuid', { name: 'provider_key' })
  providerKey: string;

  @Column('bigint', { name: 'amount_minor', nullable: true, transformer: minorUnits })
  amountMinor: number | null;

  @Column('jsonb')
  input: Record<string, unknown>;

  @Column('jsonb', { nullable: true })
  result: Record<string, unknown> | null;

  @Column('jsonb', { nullable: true })
  failure: Failure | null;

  @Column('int')
  attempts: number;

  @Column('timestamptz', { name: 'next_attempt_at', nullable: true })
  nextAttemptAt: Date | null;

  @Column('uuid', { name: 'leased_by', nullable: true })
  leasedBy: string | null;

  /** By the database's clock. */
  @Column('timestamptz', { name: 'leased_until', nullable: true })
  leasedUntil: Date | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt: Date;

  get isInFlight(): boolean {
    return IN_FLIGHT.includes(this.status);
  }
}
