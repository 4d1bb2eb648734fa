import type { PageStrings } from '../page-strings.js';

/** Swedish. */
export const sv: PageStrings = {
  pages: {
    paid: {
      title: 'Redan betald',
      text: 'Den här länken är betald. Du behöver inte göra något mer.',
    },
    expired: {
      title: 'Länken har gått ut',
      text: 'Erbjudandet har upphört och länken kan inte längre betalas.',
    },
    disabled: {
      title: 'Inte längre tillgänglig',
      text: '{merchant} har avslutat det här erbjudandet.',
    },
    cancelled: {
      title: 'Avbruten',
      text: 'Betalningen avbröts. Inget har dragits.',
    },
    notMade: {
      title: 'Länken fungerar inte',
      text: 'Betalningen kunde inte förberedas. Inget har dragits.',
    },
    unknown: {
      title: 'Länken är okänd',
      text: 'Kontrollera att adressen är fullständig eller be butiken om en ny länk.',
    },
    inAMoment: {
      title: 'Ett ögonblick',
      text: 'Betalningssidan förbereds. Den här sidan uppdateras av sig själv.',
    },
    confirming: {
      title: 'Din betalning bekräftas',
      text: 'Den här sidan uppdateras av sig själv. Du kan också stänga den, inget går förlorat.',
    },
    thankYou: {
      title: 'Tack',
      text: 'Din betalning till {merchant} är mottagen. Du kan stänga den här sidan.',
    },
    taken: {
      title: 'Erbjudandet var redan taget',
      text: 'Det var redan taget när din betalning kom in. Inget dras, och det reserverade beloppet släpps.',
    },
    back: {
      title: 'Inte betald än',
      text: 'Du lämnade betalningssidan innan du betalade. Inget har dragits.',
    },
    left: {
      title: 'Inte betald',
      text: 'Du lämnade betalningen utan att betala. Inget har dragits.',
    },
    declined: {
      title: 'Betalningen nekades',
      text: 'Inget har dragits. Ett annat sätt att betala kan fungera.',
    },
    error: {
      title: 'Något gick fel',
      text: 'Betalningen gick inte igenom. Inget har dragits.',
    },
    asked: {
      title: 'Din förfrågan är skickad',
      text: '{merchant} vet nu att du vill ha en ny länk.',
    },
    broken: {
      title: 'Något gick fel',
      text: 'Försök igen om några minuter.',
    },
  },
  bought: 'Det här köpte du',
  amount: 'Belopp',
  total: 'Totalt',
  tax: 'Varav moms',
  reference: 'Referens',
  pay: 'Betala nu',
  tryAgain: 'Försök igen',
  lookAgain: 'Titta igen',
  askForNewLink: 'Be om en ny länk',
  questions: 'Frågor? Kontakta {merchant}:',
  scanToPay: 'Skanna för att betala',
  validUntil: 'Gäller till {date}',
};
