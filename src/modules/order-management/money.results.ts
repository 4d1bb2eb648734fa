import { createUnionType } from '@nestjs/graphql';

import {
  IdempotencyConflict,
  InvalidInput,
  NotAllowed,
  NotFound,
  ProviderRejected,
  ProviderUnavailable,
} from '../../common/errors/expected-errors.js';
import { Capture, Refund } from './money-operation.model.js';
import { Order } from './order.entity.js';

export const CaptureResult = createUnionType({
  name: 'CaptureResult',
  description:
    'A capture whose outcome is not yet known is a Capture with status OUTCOME_UNKNOWN, not an error.',
  types: () =>
    [
      Capture,
      InvalidInput,
      IdempotencyConflict,
      NotFound,
      NotAllowed,
      ProviderRejected,
      ProviderUnavailable,
    ] as const,
});

export const RefundResult = createUnionType({
  name: 'RefundResult',
  description:
    'A refund whose outcome is not yet known is a Refund with status OUTCOME_UNKNOWN, not an error.',
  types: () =>
    [
      Refund,
      InvalidInput,
      IdempotencyConflict,
      NotFound,
      NotAllowed,
      ProviderRejected,
      ProviderUnavailable,
    ] as const,
});

export const CancelOrderResult = createUnionType({
  name: 'CancelOrderResult',
  types: () =>
    [Order, IdempotencyConflict, NotFound, NotAllowed, ProviderRejected, ProviderUnavailable] as const,
});
