import type { LinkStrings } from '../link-strings.js';

/** Italian. */
export const it: LinkStrings = {
  subject: 'Il tuo pagamento a {merchant}: {amount}',
  heading: 'Paga {merchant}',
  intro: '{merchant} ti chiede di pagare {amount}.',
  amountLabel: 'Importo',
  referenceLabel: 'Riferimento',
  button: 'Paga ora',
  expires: 'Il link è valido fino al {date}.',
  copyAddress: 'Se il pulsante non funziona, copia questo indirizzo nel browser:',
  unexpected:
    'Se non aspettavi questo messaggio, puoi ignorarlo. Non verrà addebitato nulla finché non paghi.',
  sms: '{merchant}: paga {amount}{reference}{expiry} qui: {url}',
  smsExpiry: ' entro il {date}',
  reminderSubject: 'Promemoria del pagamento a {merchant}: {amount}',
  reminderIntro: '{merchant} ricorda che l’importo di {amount} non è ancora stato pagato.',
  reminderSms: '{merchant}: promemoria, paga {amount}{reference}{expiry} qui: {url}',
  optOut: 'Non vuoi più messaggi da {merchant}? Disiscriviti qui:',
  unsubscribe: 'Disiscriviti',
  unsubscribeAsk: 'Non vuoi più messaggi sui pagamenti da {merchant}?',
  unsubscribed: '{merchant} non ti invierà più messaggi sui pagamenti.',
};
