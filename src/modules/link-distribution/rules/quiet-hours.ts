/** A part of the day in which consumers are left alone, as their clock shows it: 21:00 to 08:00. */
export interface QuietHours {
  from: string;
  to: string;
}

const DAY_MINUTES = 24 * 60;
/** Where the zones of a country leave no common daytime, the one that is asked last decides. */
const MAX_STEPS = 8;

/** When the quiet hours that it is now have ended in all these zones; null: it is none. Pure. */
export function quietUntil(hours: QuietHours | null, zones: string[], now: Date): Date | null {
  if (!hours || hours.from === hours.to) return null;
  let at = now;
  for (let step = 0; step < MAX_STEPS; step++) {
    const quiet = zones.find((zone) => isQuiet(hours, minuteOfDay(at, zone)));
    if (!quiet) break;
    at = nextTime(hours.to, quiet, at);
  }
  return at > now ? at : null;
}

function isQuiet(hours: QuietHours, minute: number): boolean {
  const [from, to] = [minutes(hours.from), minutes(hours.to)];
  return from < to ? minute >= from && minute < to : minute >= from || minute < to;
}

/** The next instant at which the zone's clock shows this time; once more adjusted where the clock is put forward or back. */
function nextTime(time: string, zone: string, after: Date): Date {
  const startOfMinute = Math.floor(after.getTime() / 60_000) * 60_000;
  const ahead = (minutes(time) - minuteOfDay(after, zone) + DAY_MINUTES) % DAY_MINUTES || DAY_MINUTES;
  const at = new Date(startOfMinute + ahead * 60_000);
  const over = minuteOfDay(at, zone) - minutes(time);
  const shift =
    over > DAY_MINUTES / 2 ? over - DAY_MINUTES : over < -DAY_MINUTES / 2 ? over + DAY_MINUTES : over;
  return new Date(at.getTime() - shift * 60_000);
}

function minutes(time: string): number {
  const [hour, minute] = time.split(':').map(Number);
  return hour! * 60 + minute!;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function minuteOfDay(instant: Date, timeZone: string): number {
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  formats.set(timeZone, format);
  return minutes(format.format(instant));
}
