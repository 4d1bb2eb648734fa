import type { Sink } from './sink.js';
import { BUFFER_LIMIT_BYTES } from './subscriber.js';

/** A reader that has not emptied its buffer by then is let go: in time to be told, for pings do not reach it either. */
const STALLED_LIMIT_MS = 10_000;

/** Waits for a reader that has too much before it. False: it does not read. */
export async function isReading(sink: Sink): Promise<boolean> {
  if (sink.bufferedBytes <= BUFFER_LIMIT_BYTES) return true;
  let timer: NodeJS.Timeout | undefined;
  const stalled = new Promise<false>(
    (resolve) => (timer = setTimeout(() => resolve(false), STALLED_LIMIT_MS)),
  );
  const isFlushed = await Promise.race([sink.flushed().then(() => true as const), stalled]);
  clearTimeout(timer);
  return isFlushed;
}
