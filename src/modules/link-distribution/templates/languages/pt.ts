import type { LinkStrings } from '../link-strings.js';

/** Portuguese. */
export const pt: LinkStrings = {
  subject: 'O seu pagamento a {merchant}: {amount}',
  heading: 'Pagar a {merchant}',
  intro: '{merchant} pede-lhe que pague {amount}.',
  amountLabel: 'Montante',
  referenceLabel: 'Referência',
  button: 'Pagar agora',
  expires: 'O link é válido até {date}.',
  copyAddress: 'Se o botão não funcionar, copie este endereço para o seu navegador:',
  unexpected: 'Se não esperava esta mensagem, pode ignorá-la. Nada será cobrado enquanto não pagar.',
  sms: '{merchant}: pague {amount}{reference}{expiry} aqui: {url}',
  smsExpiry: ' até {date}',
  reminderSubject: 'Lembrete do seu pagamento a {merchant}: {amount}',
  reminderIntro: '{merchant} lembra que o valor de {amount} ainda não foi pago.',
  reminderSms: '{merchant}: lembrete, pague {amount}{reference}{expiry} aqui: {url}',
  optOut: 'Não quer receber mais mensagens de {merchant}? Cancele aqui:',
  unsubscribe: 'Cancelar mensagens',
  unsubscribeAsk: 'Não quer mais mensagens sobre pagamentos de {merchant}?',
  unsubscribed: '{merchant} não lhe enviará mais mensagens sobre pagamentos.',
};
