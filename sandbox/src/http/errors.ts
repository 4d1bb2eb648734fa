import type { Fault } from '../check.js';

/** A refusal as the provider words it (docs.klarna.com, errors). */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly messages: string[],
  ) {
    super(messages[0] ?? code);
  }
}

export interface ErrorBody {
  error_code: string;
  error_messages: string[];
  correlation_id: string;
}

const sentence = (fault: Fault): string => `Bad value: ${fault.path}${fault.note ? ` (${fault.note})` : ''}`;

/** Every bad field of a request, in one refusal. */
export const badValue = (faults: Fault[], code = 'BAD_VALUE'): ApiError =>
  new ApiError(400, code, faults.map(sentence));

export const notFound = (message: string): ApiError => new ApiError(404, 'NOT_FOUND', [message]);

const codes: Record<number, string> = {
  400: 'BAD_REQUEST',
  401: 'UNAUTHORIZED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  405: 'METHOD_NOT_ALLOWED',
  408: 'REQUEST_TIMEOUT',
  409: 'CONFLICT',
  413: 'REQUEST_TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  422: 'UNPROCESSABLE_ENTITY',
  429: 'TOO_MANY_REQUESTS',
  431: 'REQUEST_HEADER_FIELDS_TOO_LARGE',
  500: 'INTERNAL_SERVER_ERROR',
  502: 'TEMPORARILY_UNAVAILABLE',
  503: 'TEMPORARILY_UNAVAILABLE',
  504: 'TEMPORARILY_UNAVAILABLE',
};

/** The code that goes with a status where no operation has a better one. */
export const codeOf = (status: number): string => codes[status] ?? (status < 500 ? 'BAD_REQUEST' : 'UNKNOWN');

/** Shapes anything that was thrown; what is no refusal of ours and not Fastify's becomes a 500. */
export function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  const status = (error as { statusCode?: number }).statusCode ?? 500;
  const message = status < 500 ? String((error as Error).message) : 'Internal server error';
  return new ApiError(status, codeOf(status), [message]);
}
