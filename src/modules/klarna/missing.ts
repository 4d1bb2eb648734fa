import { KlarnaRejected } from './klarna.errors.js';

/** Null where the provider says that there is no such thing; everything else as it comes. */
export async function nullIfMissing<T>(reading: Promise<T>): Promise<T | null> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof KlarnaRejected && error.saysMissing) return null;
    throw error;
  }
}
