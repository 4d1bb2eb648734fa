import type { LinkStrings } from '../link-strings.js';

/** Swedish. */
export const sv: LinkStrings = {
  subject: 'Din betalning till {merchant}: {amount}',
  heading: 'Betala till {merchant}',
  intro: '{merchant} ber dig betala {amount}.',
  amountLabel: 'Belopp',
  referenceLabel: 'Referens',
  button: 'Betala nu',
  expires: 'Länken gäller till {date}.',
  copyAddress: 'Om knappen inte fungerar kan du kopiera den här adressen till din webbläsare:',
  unexpected:
    'Om du inte väntade dig det här meddelandet kan du bortse från det. Inget dras förrän du betalar.',
  sms: '{merchant}: betala {amount}{reference}{expiry} här: {url}',
  smsExpiry: ' senast {date}',
  reminderSubject: 'Påminnelse om din betalning till {merchant}: {amount}',
  reminderIntro: '{merchant} påminner dig om att {amount} ännu inte är betalt.',
  reminderSms: '{merchant}: påminnelse, betala {amount}{reference}{expiry} här: {url}',
  optOut: 'Vill du inte ha fler meddelanden från {merchant}? Avregistrera dig här:',
  unsubscribe: 'Avregistrera',
  unsubscribeAsk: 'Vill du inte ha fler meddelanden om betalning från {merchant}?',
  unsubscribed: '{merchant} skickar inga fler meddelanden om betalning till dig.',
};
