/** Milliseconds from when each event was something, by its number, until it arrived; sorted. */
export const delaysSince = (instants, arrivals) =>
  arrivals.map(({ at, number }) => Number(at - instants[number]) / 1e6).sort((a, b) => a - b);

/** @param share 0.5 for the median */
export const quantile = (sorted, share) => Number(sorted[Math.floor(share * (sorted.length - 1))].toFixed(1));
