import type { LinkStrings } from '../link-strings.js';

/** Norwegian (bokmål). */
export const nb: LinkStrings = {
  subject: 'Din betaling til {merchant}: {amount}',
  heading: 'Betal til {merchant}',
  intro: '{merchant} ber deg betale {amount}.',
  amountLabel: 'Beløp',
  referenceLabel: 'Referanse',
  button: 'Betal nå',
  expires: 'Lenken er gyldig til {date}.',
  copyAddress: 'Hvis knappen ikke virker, kan du kopiere denne adressen inn i nettleseren:',
  unexpected: 'Hvis du ikke ventet denne meldingen, kan du se bort fra den. Du belastes ikke før du betaler.',
  sms: '{merchant}: betal {amount}{reference}{expiry} her: {url}',
  smsExpiry: ' innen {date}',
  reminderSubject: 'Påminnelse om betalingen din til {merchant}: {amount}',
  reminderIntro: '{merchant} minner deg om at {amount} ikke er betalt ennå.',
  reminderSms: '{merchant}: påminnelse, betal {amount}{reference}{expiry} her: {url}',
  optOut: 'Vil du ikke ha flere meldinger fra {merchant}? Meld deg av her:',
  unsubscribe: 'Meld deg av',
  unsubscribeAsk: 'Vil du ikke ha flere meldinger om betaling fra {merchant}?',
  unsubscribed: '{merchant} sender deg ikke flere meldinger om betaling.',
};
