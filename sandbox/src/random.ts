import { randomBytes } from 'node:crypto';

const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const codeLetters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Turns any text into 32 bits to start a generator from (FNV-1a). */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value >>> 0;
}

/** Ids and chances: from the system's generator, or from a seed so that a run can be repeated. */
export class Random {
  private state: number;

  constructor(private readonly seed: string | null) {
    this.state = hash(seed ?? '');
  }

  /** Where a seeded sequence stands, to be kept with the state. */
  get position(): number {
    return this.state;
  }

  /** Back to the beginning of a seeded sequence. */
  reset(): void {
    this.state = hash(this.seed ?? '');
  }

  restore(position: number): void {
    this.state = position >>> 0;
  }

  /** A number in [0, 1). */
  fraction(): number {
    return this.word() / 4294967296;
  }

  uuid(): string {
    const bytes = this.bytes(16);
    bytes[6] = (bytes[6]! & 0x0f) | 0x40;
    bytes[8] = (bytes[8]! & 0x3f) | 0x80;
    const hex = bytes.toString('hex');
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
  }

  /** Letters and digits that are not mistaken for each other, for people to read out. */
  reference(length: number): string {
    return this.pick(letters, length);
  }

  /** A short code for a public address. */
  code(length: number): string {
    return this.pick(codeLetters, length);
  }

  private pick(alphabet: string, length: number): string {
    return Array.from(this.bytes(length), (byte) => alphabet[byte % alphabet.length]).join('');
  }

  private bytes(count: number): Buffer {
    if (this.seed === null) return randomBytes(count);
    const bytes = Buffer.alloc(count);
    for (let i = 0; i < count; i += 1) bytes[i] = this.word() >>> 24;
    return bytes;
  }

  /** mulberry32: small, fast and good enough for test data. */
  private word(): number {
    if (this.seed === null) return randomBytes(4).readUInt32LE();
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let t = this.state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return (t ^ (t >>> 14)) >>> 0;
  }
}
