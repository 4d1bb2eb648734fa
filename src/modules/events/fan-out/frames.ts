import type { Ready } from './batch.js';

/** Frames of RFC 6455, one after the other, with blanks where each subscriber's own id belongs. */
export interface Frames {
  bytes: Buffer;
  /** Where the ids go. */
  places: number[];
}

const FINAL_TEXT = 0x81;
const BEFORE_ID = Buffer.from('{"id":');
const BEFORE_PAYLOAD = Buffer.from(',"type":"next","payload":');
const END = Buffer.from('}');

/** Messages `next` of graphql-transport-ws. @param idBytes how long the id is, written as JSON */
export function framesOf(entries: readonly Ready[], idBytes: number): Frames {
  const places: number[] = [];
  const parts: Buffer[] = [];
  let length = 0;
  const add = (...buffers: Buffer[]): void => {
    parts.push(...buffers);
    for (const { length: bytes } of buffers) length += bytes;
  };
  const blank = Buffer.alloc(idBytes);
  for (const { payload } of entries) {
    const bytes = BEFORE_ID.length + idBytes + BEFORE_PAYLOAD.length + payload.length + END.length;
    add(header(bytes), BEFORE_ID);
    places.push(length);
    add(blank, BEFORE_PAYLOAD, payload, END);
  }
  return { bytes: Buffer.concat(parts, length), places };
}

/** RFC 6455, 5.2: what a server sends is not masked; the length takes 7, 16 or 64 bits. */
function header(bytes: number): Buffer {
  if (bytes < 126) return Buffer.from([FINAL_TEXT, bytes]);
  if (bytes < 0x10000) {
    const short = Buffer.from([FINAL_TEXT, 126, 0, 0]);
    short.writeUInt16BE(bytes, 2);
    return short;
  }
  const long = Buffer.from([FINAL_TEXT, 127, 0, 0, 0, 0, 0, 0, 0, 0]);
  long.writeBigUInt64BE(BigInt(bytes), 2);
  return long;
}
