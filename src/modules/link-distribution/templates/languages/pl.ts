import type { LinkStrings } from '../link-strings.js';

/** Polish. */
export const pl: LinkStrings = {
  subject: 'Płatność dla {merchant}: {amount}',
  heading: 'Płatność dla {merchant}',
  intro: '{merchant} prosi o zapłatę {amount}.',
  amountLabel: 'Kwota',
  referenceLabel: 'Numer referencyjny',
  button: 'Zapłać teraz',
  expires: 'Link jest ważny do: {date}.',
  copyAddress: 'Jeśli przycisk nie działa, skopiuj ten adres do przeglądarki:',
  unexpected:
    'Jeśli nie spodziewasz się tej wiadomości, możesz ją zignorować. Nic nie zostanie pobrane, dopóki nie zapłacisz.',
  sms: '{merchant}: zapłać {amount}{reference}{expiry} tutaj: {url}',
  smsExpiry: ' do {date}',
  reminderSubject: 'Przypomnienie o płatności na rzecz {merchant}: {amount}',
  reminderIntro: '{merchant} przypomina, że kwota {amount} nie została jeszcze zapłacona.',
  reminderSms: '{merchant}: przypomnienie, zapłać {amount}{reference}{expiry} tutaj: {url}',
  optOut: 'Nie chcesz już wiadomości od {merchant}? Zrezygnuj tutaj:',
  unsubscribe: 'Zrezygnuj',
  unsubscribeAsk: 'Nie chcesz już wiadomości o płatnościach od {merchant}?',
  unsubscribed: '{merchant} nie będzie już wysyłać Ci wiadomości o płatnościach.',
};
