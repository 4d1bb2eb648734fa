import type { PageStrings } from '../page-strings.js';

/** Danish. */
export const da: PageStrings = {
  pages: {
    paid: {
      title: 'Allerede betalt',
      text: 'Dette link er betalt. Du behøver ikke gøre mere.',
    },
    expired: {
      title: 'Linket er udløbet',
      text: 'Tilbuddet er slut, og linket kan ikke længere betales.',
    },
    disabled: {
      title: 'Ikke længere tilgængeligt',
      text: '{merchant} har afsluttet dette tilbud.',
    },
    cancelled: {
      title: 'Annulleret',
      text: 'Betalingen blev annulleret. Der er ikke trukket noget.',
    },
    notMade: {
      title: 'Linket virker ikke',
      text: 'Betalingen kunne ikke forberedes. Der er ikke trukket noget.',
    },
    unknown: {
      title: 'Linket er ukendt',
      text: 'Kontrollér, at adressen er fuldstændig, eller bed butikken om et nyt link.',
    },
    inAMoment: {
      title: 'Et øjeblik',
      text: 'Betalingssiden gøres klar. Denne side opdateres af sig selv.',
    },
    confirming: {
      title: 'Din betaling bekræftes',
      text: 'Denne side opdateres af sig selv. Du kan også lukke den, intet går tabt.',
    },
    thankYou: {
      title: 'Tak',
      text: 'Din betaling til {merchant} er modtaget. Du kan lukke denne side.',
    },
    taken: {
      title: 'Tilbuddet var allerede taget',
      text: 'Det var allerede taget, da din betaling kom ind. Der trækkes ikke noget, og det reserverede beløb frigives.',
    },
    back: {
      title: 'Ikke betalt endnu',
      text: 'Du forlod betalingssiden, før du betalte. Der er ikke trukket noget.',
    },
    left: {
      title: 'Ikke betalt',
      text: 'Du forlod betalingen uden at betale. Der er ikke trukket noget.',
    },
    declined: {
      title: 'Betalingen blev afvist',
      text: 'Der er ikke trukket noget. En anden betalingsmåde virker måske.',
    },
    error: {
      title: 'Noget gik galt',
      text: 'Betalingen gik ikke igennem. Der er ikke trukket noget.',
    },
    asked: {
      title: 'Din anmodning er sendt',
      text: '{merchant} ved nu, at du gerne vil have et nyt link.',
    },
    broken: {
      title: 'Noget gik galt',
      text: 'Prøv igen om et par minutter.',
    },
  },
  bought: 'Det købte du',
  amount: 'Beløb',
  total: 'I alt',
  tax: 'Heraf moms',
  reference: 'Reference',
  pay: 'Betal nu',
  tryAgain: 'Prøv igen',
  lookAgain: 'Se igen',
  askForNewLink: 'Bed om et nyt link',
  questions: 'Spørgsmål? Kontakt {merchant}:',
  scanToPay: 'Scan for at betale',
  validUntil: 'Gælder til {date}',
};
