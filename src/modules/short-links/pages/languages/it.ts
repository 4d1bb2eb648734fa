import type { PageStrings } from '../page-strings.js';

/** Italian. */
export const it: PageStrings = {
  pages: {
    paid: {
      title: 'Già pagato',
      text: 'Questo link è stato pagato. Non devi fare altro.',
    },
    expired: {
      title: 'Il link è scaduto',
      text: 'L’offerta è terminata e il link non può più essere pagato.',
    },
    disabled: {
      title: 'Non più disponibile',
      text: '{merchant} ha chiuso questa offerta.',
    },
    cancelled: {
      title: 'Annullato',
      text: 'Il pagamento è stato annullato. Non è stato addebitato nulla.',
    },
    notMade: {
      title: 'Il link non funziona',
      text: 'Non è stato possibile preparare il pagamento. Non è stato addebitato nulla.',
    },
    unknown: {
      title: 'Link sconosciuto',
      text: 'Controlla che l’indirizzo sia completo o chiedi al negozio un nuovo link.',
    },
    inAMoment: {
      title: 'Un momento',
      text: 'La pagina di pagamento è in preparazione. Questa pagina si aggiorna da sola.',
    },
    confirming: {
      title: 'Stiamo confermando il pagamento',
      text: 'Questa pagina si aggiorna da sola. Puoi anche chiuderla, non va perso nulla.',
    },
    thankYou: {
      title: 'Grazie',
      text: 'Il tuo pagamento a {merchant} è stato ricevuto. Puoi chiudere questa pagina.',
    },
    taken: {
      title: 'L’offerta era già esaurita',
      text: 'Era già esaurita quando è arrivato il pagamento. Non viene addebitato nulla e l’importo riservato è in corso di sblocco.',
    },
    back: {
      title: 'Non ancora pagato',
      text: 'Hai lasciato la pagina di pagamento prima di pagare. Non è stato addebitato nulla.',
    },
    left: {
      title: 'Non pagato',
      text: 'Hai lasciato il pagamento senza pagare. Non è stato addebitato nulla.',
    },
    declined: {
      title: 'Il pagamento è stato rifiutato',
      text: 'Non è stato addebitato nulla. Un altro metodo di pagamento potrebbe funzionare.',
    },
    error: {
      title: 'Qualcosa è andato storto',
      text: 'Il pagamento non è riuscito. Non è stato addebitato nulla.',
    },
    asked: {
      title: 'La tua richiesta è stata inviata',
      text: '{merchant} ora sa che desideri un nuovo link.',
    },
    broken: {
      title: 'Qualcosa è andato storto',
      text: 'Riprova tra qualche minuto.',
    },
  },
  bought: 'Il tuo acquisto',
  amount: 'Importo',
  total: 'Totale',
  tax: 'Di cui imposte',
  reference: 'Riferimento',
  pay: 'Paga ora',
  tryAgain: 'Riprova',
  lookAgain: 'Controlla di nuovo',
  askForNewLink: 'Chiedi un nuovo link',
  questions: 'Domande? Contatta {merchant}:',
  scanToPay: 'Scansiona per pagare',
  validUntil: 'Valido fino al {date}',
};
