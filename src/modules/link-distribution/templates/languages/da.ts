import type { LinkStrings } from '../link-strings.js';

/** Danish. */
export const da: LinkStrings = {
  subject: 'Din betaling til {merchant}: {amount}',
  heading: 'Betal til {merchant}',
  intro: '{merchant} beder dig om at betale {amount}.',
  amountLabel: 'Beløb',
  referenceLabel: 'Reference',
  button: 'Betal nu',
  expires: 'Linket gælder indtil {date}.',
  copyAddress: 'Hvis knappen ikke virker, kan du kopiere denne adresse til din browser:',
  unexpected:
    'Hvis du ikke ventede denne besked, kan du se bort fra den. Du betaler intet, før du selv gennemfører betalingen.',
  sms: '{merchant}: betal {amount}{reference}{expiry} her: {url}',
  smsExpiry: ' inden {date}',
  reminderSubject: 'Påmindelse om din betaling til {merchant}: {amount}',
  reminderIntro: '{merchant} minder dig om, at {amount} endnu ikke er betalt.',
  reminderSms: '{merchant}: påmindelse, betal {amount}{reference}{expiry} her: {url}',
  optOut: 'Vil du ikke have flere beskeder fra {merchant}? Frameld dig her:',
  unsubscribe: 'Frameld',
  unsubscribeAsk: 'Vil du ikke have flere beskeder om betaling fra {merchant}?',
  unsubscribed: '{merchant} sender dig ikke flere beskeder om betaling.',
};
