/** One thing wrong with a request body. */
export interface Fault {
  /** The field as the provider names it: `order_lines[0].name`. */
  path: string;
  note?: string;
  /** Too long rather than wrong: Order Management answers these differently. */
  tooLong?: boolean;
}

/** Looks at one value and reports what is wrong with it. A value that is not given is never wrong. */
export interface Check {
  (value: unknown, path: string, faults: Fault[]): void;
  /** The value without what is not documented. */
  keep?: (value: unknown) => unknown;
}

export type Fields = Record<string, Check>;
export type Json = Record<string, unknown>;

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Not given: absent or null. */
export const absent = (value: unknown): value is null | undefined => value === undefined || value === null;

export function text(rule: { min?: number; max?: number; pattern?: RegExp; oneOf?: string[] } = {}): Check {
  const { min = 0, max = 255, pattern, oneOf } = rule;
  return (value, path, faults) => {
    if (typeof value !== 'string') faults.push({ path });
    else if (value.length > max)
      faults.push({ path, note: `must be at most ${max} characters`, tooLong: true });
    else if (value.length < min) faults.push({ path });
    else if (pattern && !pattern.test(value)) faults.push({ path });
    else if (oneOf && !oneOf.includes(value)) faults.push({ path });
  };
}

export function integer(rule: { min?: number; max?: number } = {}): Check {
  const { min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER } = rule;
  return (value, path, faults) => {
    if (!Number.isSafeInteger(value) || (value as number) < min || (value as number) > max)
      faults.push({ path });
  };
}

export const flag: Check = (value, path, faults) => {
  if (typeof value !== 'boolean') faults.push({ path });
};

/** What the provider keeps of a value: undocumented fields are left out, and null is "not given". */
export const known = <T>(check: Check, value: T): T => (check.keep ? (check.keep(value) as T) : value);

/** A list; a list of the wrong length is one fault, and its items are then not looked at. */
export function list(of: Check, rule: { min?: number; max?: number } = {}): Check {
  const { min = 0, max = Infinity } = rule;
  const check: Check = (value, path, faults) => {
    if (!Array.isArray(value) || value.length < min || value.length > max) return void faults.push({ path });
    value.forEach((item, index) => {
      if (absent(item)) faults.push({ path: `${path}[${index}]` });
      else of(item, `${path}[${index}]`, faults);
    });
  };
  check.keep = (value) => (Array.isArray(value) ? value.map((item) => known<unknown>(of, item)) : value);
  return check;
}

/** An object; fields that are not listed are tolerated, and not kept. */
export function object(fields: Fields, required: string[] = []): Check {
  const check: Check = (value, path, faults) => {
    if (!isObject(value)) return void faults.push({ path });
    const at = (name: string) => (path ? `${path}.${name}` : name);
    for (const name of required) if (absent(value[name])) faults.push({ path: at(name) });
    for (const [name, rule] of Object.entries(fields)) {
      if (!absent(value[name])) rule(value[name], at(name), faults);
    }
  };
  check.keep = (value) =>
    isObject(value)
      ? Object.fromEntries(
          Object.entries(value)
            .filter(([name, field]) => Object.hasOwn(fields, name) && !absent(field))
            .map(([name, field]) => [name, known(fields[name]!, field)]),
        )
      : value;
  return check;
}

const parseUrl = (value: unknown): URL | null => {
  if (typeof value !== 'string' || /[\s\p{Cc}]/u.test(value)) return null;
  // The provider's placeholders are no part of the address's grammar.
  const plain = value.replace(/\{\{?[\w.]*\}?\}/g, 'x');
  return URL.canParse(plain) ? new URL(plain) : null;
};

/** A developer's own machine or network, where https is not asked for. */
export function isLocal(hostname: string): boolean {
  return (
    /^(localhost|127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|\[::1\])/.test(hostname) ||
    /\.(localhost|test|local|internal|example)$/.test(hostname) ||
    !hostname.includes('.')
  );
}

export function url(rule: { min?: number; max?: number; https?: boolean } = {}): Check {
  const { min = 0, max = 2000, https = false } = rule;
  const note = https ? 'must be a valid https URI' : 'must be a valid http or https URI';
  return (value, path, faults) => {
    const parsed = parseUrl(value);
    const length = typeof value === 'string' ? value.length : 0;
    const secure = parsed?.protocol === 'https:';
    const open = parsed?.protocol === 'http:' && (!https || isLocal(parsed.hostname));
    if (!(secure || open) || length < min || length > max) faults.push({ path, note });
  };
}

/** A calendar day, yyyy-mm-dd, that exists. */
export const day: Check = (value, path, faults) => {
  const wellFormed = typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value);
  const time = wellFormed ? Date.parse(`${value}T00:00:00Z`) : NaN;
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== value) faults.push({ path });
};

/** All checks given, one after the other; the first says what is kept. */
export function both(first: Check, ...others: Check[]): Check {
  const check: Check = (value, path, faults) =>
    [first, ...others].forEach((each) => each(value, path, faults));
  check.keep = (value) => known(first, value);
  return check;
}
