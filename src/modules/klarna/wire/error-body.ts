export interface ErrorBody {
  code: string | null;
  messages: string[];
  correlationId: string | null;
  /** False where a proxy or firewall answered in the provider's place. */
  fromProvider: boolean;
}

/**
 * Reads what can be read of an error answer (docs.klarna.com, API errors): `error_code`, `error_messages`,
 * `correlation_id`. The Checkout schema calls the list `error_text`, and single messages occur. An empty body
 * is the provider's own, an HTML page is not.
 */
export function readErrorBody(text: string, correlationHeader: string | null): ErrorBody {
  const body = parseObject(text);
  return {
    code: typeof body?.error_code === 'string' && body.error_code !== '' ? body.error_code : null,
    messages: [body?.error_messages, body?.error_message, body?.error_text]
      .flat()
      .filter((message): message is string => typeof message === 'string'),
    correlationId: typeof body?.correlation_id === 'string' ? body.correlation_id : correlationHeader,
    fromProvider: body !== null || text.trim() === '',
  };
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
