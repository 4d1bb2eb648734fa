/** A month of the log, in UTC, and the partition that holds it. */
export interface Month {
  /** Of the table: events_2026_11. Names sort as months do. */
  name: string;
  start: Date;
  /** The start of the next. */
  end: Date;
}

const NAME = /^events_(\d{4})_(\d{2})$/;

/** @param later how many months after it */
export function monthOf(instant: Date, later = 0): Month {
  const month = (plus: number) => new Date(Date.UTC(instant.getUTCFullYear(), instant.getUTCMonth() + plus));
  const start = month(later);
  const [year, number] = start.toISOString().split('-');
  return { name: `events_${year}_${number}`, start, end: month(later + 1) };
}

/** Null: a table that is no month's. */
export function monthNamed(name: string): Month | null {
  const [, year, number] = NAME.exec(name) ?? [];
  return year ? monthOf(new Date(Date.UTC(Number(year), Number(number) - 1))) : null;
}

/** The months that must be there at an instant, and are not: this one and some ahead, but none before what there is. */
export function missingMonths(existing: Month[], now: Date, ahead: number): Month[] {
  const names = existing.map(({ name }) => name).sort();
  return Array.from({ length: ahead + 1 }, (_, later) => monthOf(now, later)).filter(
    ({ name }) => !names.includes(name) && (names.length === 0 || name > names[0]!),
  );
}

/** Those that are over and older than the cutoff altogether; the oldest first. */
export function agedMonths(existing: Month[], cutoff: Date): Month[] {
  return existing.filter(({ end }) => end <= cutoff).sort((a, b) => a.start.getTime() - b.start.getTime());
}
