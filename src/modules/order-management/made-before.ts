/** A capture or refund that the provider shows. */
export interface Made {
  /** Its id there, by the name that we keep it under. */
  result: Record<string, string>;
  amountMinor: number;
  reference: string | null;
  at: Date | null;
}

export interface Wanted {
  amountMinor: number | null;
  createdAt: Date;
  input: Record<string, unknown>;
}

/** How far the provider's clock may be behind ours. */
const CLOCK_SKEW_MS = 60_000;

/**
 * The one that may be what was asked for: of its amount and reference, made since, and not known to be another's. One
 * without a reference comes second, should the provider have left it out: taking it is safer than moving money again.
 * Pure.
 * @param known ids of those whose operation is known
 */
export function madeBefore(wanted: Wanted, made: Made[], known: Set<string>): Made | undefined {
  const reference = (wanted.input.reference as string | null | undefined) || null;
  const candidates = made.filter(
    ({ result, amountMinor, at }) =>
      amountMinor === wanted.amountMinor &&
      (at === null || at.getTime() > wanted.createdAt.getTime() - CLOCK_SKEW_MS) &&
      !Object.values(result).some((id) => known.has(id)),
  );
  const called = (name: string | null) => candidates.find((each) => (each.reference || null) === name);
  return called(reference) ?? called(null);
}
