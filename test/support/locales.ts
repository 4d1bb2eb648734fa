/** One of each language that links are sent in. */
export const LOCALES = [
  ...['cs-CZ', 'da-DK', 'de-DE', 'el-GR', 'en-GB', 'es-ES', 'fi-FI'],
  ...['fr-FR', 'it-IT', 'nb-NO', 'nl-NL', 'pl-PL', 'pt-PT', 'sv-SE'],
];
