import type { Batch } from './batch.js';

/** One subscriber's end of the line. Events are written out once for all; only the envelope is the sink's own. */
export interface Sink {
  /** Bytes that were handed over and have not left this process. */
  readonly bufferedBytes: number;
  /** Says that from now on nothing is missed. */
  attached(): void;
  send(batch: Batch): void;
  /** Resolves when what was handed over so far has left, or the line is gone. */
  flushed(): Promise<void>;
  /** Ends the line of a reader who does not read, naming the cursor to resume after. */
  tooSlow(cursor: string): void;
  /** Ends the line by a fault of ours, in a way that has its client come again: nothing is said to be all. */
  cutOff(): void;
}
