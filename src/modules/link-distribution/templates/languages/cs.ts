import type { LinkStrings } from '../link-strings.js';

/** Czech. */
export const cs: LinkStrings = {
  subject: 'Vaše platba pro {merchant}: {amount}',
  heading: 'Platba pro {merchant}',
  intro: '{merchant} vás žádá o platbu {amount}.',
  amountLabel: 'Částka',
  referenceLabel: 'Reference',
  button: 'Zaplatit',
  expires: 'Odkaz platí do: {date}.',
  copyAddress: 'Pokud tlačítko nefunguje, zkopírujte tuto adresu do prohlížeče:',
  unexpected:
    'Pokud jste tuto zprávu nečekali, můžete ji ignorovat. Dokud nezaplatíte, nic vám nebude strženo.',
  sms: '{merchant}: zaplaťte {amount}{reference}{expiry} zde: {url}',
  smsExpiry: ' do {date}',
  reminderSubject: 'Připomenutí platby pro {merchant}: {amount}',
  reminderIntro: '{merchant} připomíná nezaplacenou částku {amount}.',
  reminderSms: '{merchant}: připomínáme platbu {amount}{reference}{expiry}: {url}',
  optOut: 'Nechcete od {merchant} další zprávy? Odhlaste se zde:',
  unsubscribe: 'Odhlásit zprávy',
  unsubscribeAsk: 'Nechcete už od {merchant} zprávy o platbách?',
  unsubscribed: '{merchant} vám už nebude posílat zprávy o platbách.',
};
