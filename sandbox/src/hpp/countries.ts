const names = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });

/** Whether these two letters are a country, in either case. */
export function isCountry(code: string): boolean {
  return (
    /^[A-Za-z]{2}$/.test(code) && code.toUpperCase() !== 'ZZ' && names.of(code.toUpperCase()) !== undefined
  );
}
