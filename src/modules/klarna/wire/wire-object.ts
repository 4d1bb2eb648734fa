/** The answer is not what the provider's documentation promises. The message names the field, never its value. */
export class MalformedAnswer extends Error {}

type Fields = Record<string, unknown>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A JSON object of the provider, read field by field: what matters is demanded, what is optional may be null. */
export class WireObject {
  private constructor(
    private readonly fields: Fields,
    private readonly where: string,
  ) {}

  /** @throws MalformedAnswer when the text is not a JSON object */
  static parse(text: string): WireObject {
    const value = parseJson(text);
    if (!isFields(value)) throw new MalformedAnswer('not a JSON object');
    return new WireObject(value, '');
  }

  string(name: string): string {
    return this.stringOrNull(name) ?? this.missing(name);
  }

  stringOrNull(name: string): string | null {
    const value = this.fields[name] ?? null;
    if (value === null || (typeof value === 'string' && value !== '')) return value;
    return value === '' ? null : this.malformed(name, 'a string');
  }

  /** Money in minor units and other whole numbers. */
  integer(name: string): number {
    return this.integerOrNull(name) ?? this.missing(name);
  }

  integerOrNull(name: string): number | null {
    const value = this.fields[name] ?? null;
    if (value === null) return null;
    return Number.isSafeInteger(value) ? (value as number) : this.malformed(name, 'an integer');
  }

  boolean(name: string): boolean {
    const value = this.fields[name] ?? null;
    if (value === null) return this.missing(name);
    return typeof value === 'boolean' ? value : this.malformed(name, 'true or false');
  }

  objectOrNull(name: string): WireObject | null {
    const value = this.fields[name] ?? null;
    if (value === null) return null;
    return isFields(value)
      ? new WireObject(value, `${this.where}${name}.`)
      : this.malformed(name, 'an object');
  }

  instant(name: string): Date {
    return this.instantOrNull(name) ?? this.missing(name);
  }

  instantOrNull(name: string): Date | null {
    const text = this.stringOrNull(name);
    if (text === null) return null;
    const instant = new Date(text);
    return Number.isNaN(instant.getTime()) ? this.malformed(name, 'an instant') : instant;
  }

  /** A list of objects; one that is left out is empty. */
  list(name: string): WireObject[] {
    const value = this.fields[name] ?? [];
    if (!Array.isArray(value)) return this.malformed(name, 'a list');
    return value.map((item: unknown, index) =>
      isFields(item)
        ? new WireObject(item, `${this.where}${name}[${index}].`)
        : this.malformed(`${name}[${index}]`, 'an object'),
    );
  }

  private missing(name: string): never {
    throw new MalformedAnswer(`${this.where}${name} is missing`);
  }

  private malformed(name: string, expected: string): never {
    throw new MalformedAnswer(`${this.where}${name} is not ${expected}`);
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Leaves out what is undefined or null: the provider takes absence, not null, for "not given". */
export function given<T extends Fields>(fields: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value != null)) as never;
}

/** The value if it is one we know, compared without regard to case; the provider adds values over time. */
export function recognise<T extends string>(known: readonly T[], value: string): T | 'UNRECOGNISED' {
  return known.find((candidate) => candidate === value.toUpperCase()) ?? 'UNRECOGNISED';
}
