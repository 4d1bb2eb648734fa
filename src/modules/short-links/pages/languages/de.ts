import type { PageStrings } from '../page-strings.js';

/** German. */
export const de: PageStrings = {
  pages: {
    paid: {
      title: 'Bereits bezahlt',
      text: 'Dieser Link ist bezahlt. Sie müssen nichts weiter tun.',
    },
    expired: {
      title: 'Der Link ist abgelaufen',
      text: 'Das Angebot ist beendet, der Link kann nicht mehr bezahlt werden.',
    },
    disabled: {
      title: 'Nicht mehr verfügbar',
      text: '{merchant} hat dieses Angebot beendet.',
    },
    cancelled: {
      title: 'Abgebrochen',
      text: 'Die Zahlung wurde abgebrochen. Es wurde nichts abgebucht.',
    },
    notMade: {
      title: 'Der Link funktioniert nicht',
      text: 'Die Zahlung konnte nicht vorbereitet werden. Es wurde nichts abgebucht.',
    },
    unknown: {
      title: 'Der Link ist unbekannt',
      text: 'Prüfen Sie, ob die Adresse vollständig ist, oder bitten Sie den Shop um einen neuen Link.',
    },
    inAMoment: {
      title: 'Einen Moment bitte',
      text: 'Die Zahlungsseite wird vorbereitet. Diese Seite aktualisiert sich von selbst.',
    },
    confirming: {
      title: 'Ihre Zahlung wird bestätigt',
      text: 'Diese Seite aktualisiert sich von selbst. Sie können sie auch schließen, es geht nichts verloren.',
    },
    thankYou: {
      title: 'Vielen Dank',
      text: 'Ihre Zahlung an {merchant} ist eingegangen. Sie können diese Seite schließen.',
    },
    taken: {
      title: 'Das Angebot war schon vergeben',
      text: 'Es war schon vergeben, als Ihre Zahlung einging. Es wird nichts abgebucht, und der reservierte Betrag wird freigegeben.',
    },
    back: {
      title: 'Noch nicht bezahlt',
      text: 'Sie haben die Zahlungsseite verlassen, bevor Sie bezahlt haben. Es wurde nichts abgebucht.',
    },
    left: {
      title: 'Nicht bezahlt',
      text: 'Sie haben den Vorgang verlassen, ohne zu bezahlen. Es wurde nichts abgebucht.',
    },
    declined: {
      title: 'Die Zahlung wurde abgelehnt',
      text: 'Es wurde nichts abgebucht. Vielleicht klappt es mit einer anderen Zahlungsart.',
    },
    error: {
      title: 'Etwas ist schiefgegangen',
      text: 'Die Zahlung wurde nicht ausgeführt. Es wurde nichts abgebucht.',
    },
    asked: {
      title: 'Ihre Anfrage wurde gesendet',
      text: '{merchant} weiß nun, dass Sie einen neuen Link möchten.',
    },
    broken: {
      title: 'Etwas ist schiefgegangen',
      text: 'Bitte versuchen Sie es in einigen Minuten erneut.',
    },
  },
  bought: 'Ihr Einkauf',
  amount: 'Betrag',
  total: 'Gesamt',
  tax: 'Darin enthaltene Steuer',
  reference: 'Referenz',
  pay: 'Jetzt bezahlen',
  tryAgain: 'Erneut versuchen',
  lookAgain: 'Erneut nachsehen',
  askForNewLink: 'Neuen Link anfragen',
  questions: 'Fragen? Kontakt zu {merchant}:',
  scanToPay: 'Scannen und bezahlen',
  validUntil: 'Gültig bis {date}',
};
