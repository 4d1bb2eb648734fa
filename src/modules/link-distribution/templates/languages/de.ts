import type { LinkStrings } from '../link-strings.js';

/** German. */
export const de: LinkStrings = {
  subject: 'Ihre Zahlung an {merchant}: {amount}',
  heading: 'Zahlung an {merchant}',
  intro: '{merchant} bittet Sie um die Zahlung von {amount}.',
  amountLabel: 'Betrag',
  referenceLabel: 'Referenz',
  button: 'Jetzt bezahlen',
  expires: 'Der Link ist gültig bis {date}.',
  copyAddress: 'Falls die Schaltfläche nicht funktioniert, kopieren Sie diese Adresse in Ihren Browser:',
  unexpected:
    'Falls Sie diese Nachricht nicht erwartet haben, können Sie sie ignorieren. Es wird nichts abgebucht, solange Sie nicht bezahlen.',
  sms: '{merchant}: bezahlen Sie {amount}{reference}{expiry} hier: {url}',
  smsExpiry: ' bis {date}',
  reminderSubject: 'Erinnerung an Ihre Zahlung an {merchant}: {amount}',
  reminderIntro: '{merchant} erinnert Sie daran, dass {amount} noch nicht bezahlt sind.',
  reminderSms: '{merchant}: Erinnerung, bezahlen Sie {amount}{reference}{expiry} hier: {url}',
  optOut: 'Sie möchten keine Nachrichten von {merchant} mehr? Hier abmelden:',
  unsubscribe: 'Abmelden',
  unsubscribeAsk: 'Möchten Sie keine Nachrichten über Zahlungen von {merchant} mehr?',
  unsubscribed: '{merchant} sendet Ihnen keine Nachrichten über Zahlungen mehr.',
};
