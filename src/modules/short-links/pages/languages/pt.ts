import type { PageStrings } from '../page-strings.js';

/** Portuguese. */
export const pt: PageStrings = {
  pages: {
    paid: {
      title: 'Já pago',
      text: 'Esta ligação já foi paga. Não precisa de fazer mais nada.',
    },
    expired: {
      title: 'A ligação expirou',
      text: 'A oferta terminou e esta ligação já não pode ser paga.',
    },
    disabled: {
      title: 'Já não está disponível',
      text: '{merchant} terminou esta oferta.',
    },
    cancelled: {
      title: 'Cancelado',
      text: 'Este pagamento foi cancelado. Nada foi cobrado.',
    },
    notMade: {
      title: 'A ligação não funciona',
      text: 'Não foi possível preparar o pagamento. Nada foi cobrado.',
    },
    unknown: {
      title: 'Ligação desconhecida',
      text: 'Verifique se o endereço está completo ou peça à loja uma nova ligação.',
    },
    inAMoment: {
      title: 'Um momento',
      text: 'A página de pagamento está a ser preparada. Esta página atualiza-se sozinha.',
    },
    confirming: {
      title: 'O seu pagamento está a ser confirmado',
      text: 'Esta página atualiza-se sozinha. Também pode fechá-la, nada se perde.',
    },
    thankYou: {
      title: 'Obrigado',
      text: 'O seu pagamento a {merchant} foi recebido. Pode fechar esta página.',
    },
    taken: {
      title: 'A oferta já estava esgotada',
      text: 'Já estava esgotada quando o pagamento chegou. Nada é cobrado e o montante reservado está a ser libertado.',
    },
    back: {
      title: 'Ainda não pago',
      text: 'Saiu da página de pagamento antes de pagar. Nada foi cobrado.',
    },
    left: {
      title: 'Não pago',
      text: 'Saiu do pagamento sem pagar. Nada foi cobrado.',
    },
    declined: {
      title: 'O pagamento foi recusado',
      text: 'Nada foi cobrado. Outra forma de pagamento pode funcionar.',
    },
    error: {
      title: 'Algo correu mal',
      text: 'O pagamento não foi concluído. Nada foi cobrado.',
    },
    asked: {
      title: 'O seu pedido foi enviado',
      text: '{merchant} já sabe que pretende uma nova ligação.',
    },
    broken: {
      title: 'Algo correu mal',
      text: 'Tente novamente dentro de alguns minutos.',
    },
  },
  bought: 'A sua compra',
  amount: 'Montante',
  total: 'Total',
  tax: 'Imposto incluído',
  reference: 'Referência',
  pay: 'Pagar agora',
  tryAgain: 'Tentar novamente',
  lookAgain: 'Verificar novamente',
  askForNewLink: 'Pedir uma nova ligação',
  questions: 'Dúvidas? Contacte {merchant}:',
  scanToPay: 'Digitalize para pagar',
  validUntil: 'Válido até {date}',
};
