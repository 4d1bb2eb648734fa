import type { LinkStrings } from '../link-strings.js';

/** Finnish. */
export const fi: LinkStrings = {
  subject: 'Maksusi: {merchant}, {amount}',
  heading: 'Maksu: {merchant}',
  intro: '{merchant} pyytää sinua maksamaan {amount}.',
  amountLabel: 'Summa',
  referenceLabel: 'Viite',
  button: 'Maksa nyt',
  expires: 'Linkin voimassaolo päättyy: {date}.',
  copyAddress: 'Jos painike ei toimi, kopioi tämä osoite selaimeesi:',
  unexpected:
    'Jos et odottanut tätä viestiä, voit jättää sen huomiotta. Sinulta ei veloiteta mitään, ennen kuin maksat.',
  sms: '{merchant}: maksa {amount}{reference}{expiry} tästä: {url}',
  smsExpiry: ' viimeistään {date}',
  reminderSubject: 'Muistutus maksusta, {merchant}: {amount}',
  reminderIntro: '{merchant} muistuttaa, että {amount} on vielä maksamatta.',
  reminderSms: '{merchant}: muistutus, maksa {amount}{reference}{expiry} tästä: {url}',
  optOut: 'Etkö halua enää viestejä lähettäjältä {merchant}? Peru viestit tästä:',
  unsubscribe: 'Peru viestit',
  unsubscribeAsk: 'Etkö halua enää maksuviestejä lähettäjältä {merchant}?',
  unsubscribed: '{merchant} ei lähetä sinulle enää maksuviestejä.',
};
