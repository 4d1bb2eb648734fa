import type { PageStrings } from '../page-strings.js';

/** Norwegian. */
export const nb: PageStrings = {
  pages: {
    paid: {
      title: 'Allerede betalt',
      text: 'Denne lenken er betalt. Du trenger ikke å gjøre noe mer.',
    },
    expired: {
      title: 'Lenken er utløpt',
      text: 'Tilbudet er avsluttet, og lenken kan ikke lenger betales.',
    },
    disabled: {
      title: 'Ikke lenger tilgjengelig',
      text: '{merchant} har avsluttet dette tilbudet.',
    },
    cancelled: {
      title: 'Avbrutt',
      text: 'Betalingen ble avbrutt. Ingenting er trukket.',
    },
    notMade: {
      title: 'Lenken virker ikke',
      text: 'Betalingen kunne ikke klargjøres. Ingenting er trukket.',
    },
    unknown: {
      title: 'Lenken er ukjent',
      text: 'Kontroller at adressen er fullstendig, eller be butikken om en ny lenke.',
    },
    inAMoment: {
      title: 'Et øyeblikk',
      text: 'Betalingssiden klargjøres. Denne siden oppdateres av seg selv.',
    },
    confirming: {
      title: 'Betalingen din bekreftes',
      text: 'Denne siden oppdateres av seg selv. Du kan også lukke den, ingenting går tapt.',
    },
    thankYou: {
      title: 'Takk',
      text: 'Betalingen din til {merchant} er mottatt. Du kan lukke denne siden.',
    },
    taken: {
      title: 'Tilbudet var allerede tatt',
      text: 'Det var allerede tatt da betalingen din kom inn. Ingenting trekkes, og det reserverte beløpet frigis.',
    },
    back: {
      title: 'Ikke betalt ennå',
      text: 'Du forlot betalingssiden før du betalte. Ingenting er trukket.',
    },
    left: {
      title: 'Ikke betalt',
      text: 'Du forlot betalingen uten å betale. Ingenting er trukket.',
    },
    declined: {
      title: 'Betalingen ble avvist',
      text: 'Ingenting er trukket. En annen betalingsmåte kan fungere.',
    },
    error: {
      title: 'Noe gikk galt',
      text: 'Betalingen gikk ikke gjennom. Ingenting er trukket.',
    },
    asked: {
      title: 'Forespørselen din er sendt',
      text: '{merchant} vet nå at du ønsker en ny lenke.',
    },
    broken: {
      title: 'Noe gikk galt',
      text: 'Prøv igjen om noen minutter.',
    },
  },
  bought: 'Dette kjøpte du',
  amount: 'Beløp',
  total: 'Totalt',
  tax: 'Herav mva.',
  reference: 'Referanse',
  pay: 'Betal nå',
  tryAgain: 'Prøv igjen',
  lookAgain: 'Se igjen',
  askForNewLink: 'Be om en ny lenke',
  questions: 'Spørsmål? Kontakt {merchant}:',
  scanToPay: 'Skann for å betale',
  validUntil: 'Gjelder til {date}',
};
