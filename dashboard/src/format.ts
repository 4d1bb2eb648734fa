const DAY_MS = 86_400_000;

const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });
const dayOfYear = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', year: 'numeric' });
const full = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const countries = new Intl.DisplayNames(undefined, { type: 'region' });
const languages = new Intl.DisplayNames(undefined, { type: 'language', languageDisplay: 'standard' });

/** As short as stays clear: the time for today, the day for this year, else the whole date. */
export function shortTime(iso: string, now = new Date()): string {
  const at = new Date(iso);
  if (at.toDateString() === now.toDateString()) return clock.format(at);
  return at.getFullYear() === now.getFullYear() ? day.format(at) : dayOfYear.format(at);
}

/** The day, the time, and the year when it is not this one. */
export function dayAndTime(iso: string, now = new Date()): string {
  const at = new Date(iso);
  const sameYear = at.getFullYear() === now.getFullYear();
  return `${(sameYear ? day : dayOfYear).format(at)}, ${clock.format(at)}`;
}

export function fullTime(iso: string): string {
  return full.format(new Date(iso));
}

/** What an `<input type="datetime-local">` holds, in the reader's own time zone. */
export function localInputTime(at: Date): string {
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

export function daysFromNow(days: number): Date {
  return new Date(Date.now() + days * DAY_MS);
}

export function countryName(code: string): string {
  return countries.of(code) ?? code;
}

export function localeName(locale: string): string {
  return languages.of(locale.split('-')[0]!) ?? locale;
}

/** "1 line", "3 lines". */
export function count(n: number, singular: string): string {
  return `${n} ${singular}${n === 1 ? '' : 's'}`;
}
