import { createHash } from 'node:crypto';

/** Fields whose content is the client's own JSON: null is a value there. */
const OWN_JSON = ['metadata', 'extraMerchantData'];

/**
 * Equal for equal input: the order of fields, and fields that are absent or null, make no difference.
 * @param clearable fields in which null says something else than absence
 */
export function hashInput(input: object, clearable: readonly string[] = []): string {
  const cleared = clearable.filter((name) => (input as Record<string, unknown>)[name] === null);
  const said = canonical(input) + (cleared.length > 0 ? canonical(cleared) : '');
  return createHash('sha256').update(said).digest('base64url');
}

function canonical(value: unknown, keepsNulls = false): string {
  if (value instanceof Date) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item, keepsNulls)).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value ?? null);
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined && (field !== null || keepsNulls))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([name, field]) => `${JSON.stringify(name)}:${canonical(field, keepsNulls || OWN_JSON.includes(name))}`,
    );
  return `{${fields.join(',')}}`;
}
