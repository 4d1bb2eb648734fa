/** IANA zones of each market; of a wide country its outermost ones, so that it is daytime in all between. */
const ZONES: Record<string, string[]> = {
  AT: ['Europe/Vienna'],
  AU: ['Australia/Sydney', 'Australia/Perth'],
  BE: ['Europe/Brussels'],
  CA: ['America/St_Johns', 'America/Vancouver'],
  CH: ['Europe/Zurich'],
  CZ: ['Europe/Prague'],
  DE: ['Europe/Berlin'],
  DK: ['Europe/Copenhagen'],
  ES: ['Europe/Madrid', 'Atlantic/Canary'],
  FI: ['Europe/Helsinki'],
  FR: ['Europe/Paris'],
  GB: ['Europe/London'],
  GR: ['Europe/Athens'],
  IE: ['Europe/Dublin'],
  IT: ['Europe/Rome'],
  NL: ['Europe/Amsterdam'],
  NO: ['Europe/Oslo'],
  NZ: ['Pacific/Auckland'],
  PL: ['Europe/Warsaw'],
  PT: ['Europe/Lisbon', 'Atlantic/Azores'],
  SE: ['Europe/Stockholm'],
  US: ['America/New_York', 'America/Los_Angeles'],
};

/** Where a consumer of this country may live. @param country ISO 3166; one that is no market reads as UTC */
export function zonesOf(country: string): string[] {
  return ZONES[country.toUpperCase()] ?? ['UTC'];
}
