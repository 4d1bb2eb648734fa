import type { LinkStrings } from '../link-strings.js';

/** French. */
export const fr: LinkStrings = {
  subject: 'Votre paiement à {merchant} : {amount}',
  heading: 'Payer {merchant}',
  intro: '{merchant} vous invite à payer {amount}.',
  amountLabel: 'Montant',
  referenceLabel: 'Référence',
  button: 'Payer maintenant',
  expires: 'Le lien est valable jusqu’au {date}.',
  copyAddress: 'Si le bouton ne fonctionne pas, copiez cette adresse dans votre navigateur :',
  unexpected:
    'Si vous n’attendiez pas ce message, ignorez-le. Rien ne sera débité tant que vous n’aurez pas payé.',
  sms: '{merchant} : payez {amount}{reference}{expiry} ici : {url}',
  smsExpiry: ' avant le {date}',
  reminderSubject: 'Rappel de votre paiement à {merchant} : {amount}',
  reminderIntro: '{merchant} vous rappelle que le montant de {amount} n’a pas encore été payé.',
  reminderSms: '{merchant} : rappel, payez {amount}{reference}{expiry} ici : {url}',
  optOut: 'Vous ne voulez plus de messages de {merchant} ? Désinscrivez-vous ici :',
  unsubscribe: 'Se désinscrire',
  unsubscribeAsk: 'Vous ne voulez plus de messages de paiement de {merchant} ?',
  unsubscribed: '{merchant} ne vous enverra plus de messages de paiement.',
};
