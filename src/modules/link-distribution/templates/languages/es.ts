import type { LinkStrings } from '../link-strings.js';

/** Spanish. */
export const es: LinkStrings = {
  subject: 'Su pago a {merchant}: {amount}',
  heading: 'Pagar a {merchant}',
  intro: '{merchant} le pide que pague {amount}.',
  amountLabel: 'Importe',
  referenceLabel: 'Referencia',
  button: 'Pagar ahora',
  expires: 'El enlace es válido hasta el {date}.',
  copyAddress: 'Si el botón no funciona, copie esta dirección en su navegador:',
  unexpected: 'Si no esperaba este mensaje, puede ignorarlo. No se le cobrará nada hasta que pague.',
  sms: '{merchant}: pague {amount}{reference}{expiry} aquí: {url}',
  smsExpiry: ' antes del {date}',
  reminderSubject: 'Recordatorio de tu pago a {merchant}: {amount}',
  reminderIntro: '{merchant} te recuerda que aún no se ha pagado el importe de {amount}.',
  reminderSms: '{merchant}: recordatorio, paga {amount}{reference}{expiry} aquí: {url}',
  optOut: '¿No quieres más mensajes de {merchant}? Date de baja aquí:',
  unsubscribe: 'Darse de baja',
  unsubscribeAsk: '¿No quieres más mensajes sobre pagos de {merchant}?',
  unsubscribed: '{merchant} no te enviará más mensajes sobre pagos.',
};
