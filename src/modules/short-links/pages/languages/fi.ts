import type { PageStrings } from '../page-strings.js';

/** Finnish. */
export const fi: PageStrings = {
  pages: {
    paid: {
      title: 'Jo maksettu',
      text: 'Tämä linkki on maksettu. Sinun ei tarvitse tehdä muuta.',
    },
    expired: {
      title: 'Linkki on vanhentunut',
      text: 'Tarjous on päättynyt, eikä linkkiä voi enää maksaa.',
    },
    disabled: {
      title: 'Ei enää saatavilla',
      text: '{merchant} on päättänyt tämän tarjouksen.',
    },
    cancelled: {
      title: 'Peruutettu',
      text: 'Maksu peruutettiin. Mitään ei veloitettu.',
    },
    notMade: {
      title: 'Linkki ei toimi',
      text: 'Maksua ei voitu valmistella. Mitään ei veloitettu.',
    },
    unknown: {
      title: 'Linkkiä ei tunneta',
      text: 'Tarkista, että osoite on kokonainen, tai pyydä kaupalta uusi linkki.',
    },
    inAMoment: {
      title: 'Hetkinen',
      text: 'Maksusivua valmistellaan. Tämä sivu päivittyy itsestään.',
    },
    confirming: {
      title: 'Maksuasi vahvistetaan',
      text: 'Tämä sivu päivittyy itsestään. Voit myös sulkea sen, mitään ei katoa.',
    },
    thankYou: {
      title: 'Kiitos',
      text: 'Maksusi on vastaanotettu. Saaja: {merchant}. Voit sulkea tämän sivun.',
    },
    taken: {
      title: 'Tarjous oli jo käytetty',
      text: 'Se oli jo käytetty, kun maksusi saapui. Mitään ei veloiteta, ja varattu summa vapautetaan.',
    },
    back: {
      title: 'Ei vielä maksettu',
      text: 'Poistuit maksusivulta ennen maksamista. Mitään ei veloitettu.',
    },
    left: {
      title: 'Ei maksettu',
      text: 'Poistuit maksamatta. Mitään ei veloitettu.',
    },
    declined: {
      title: 'Maksu hylättiin',
      text: 'Mitään ei veloitettu. Jokin toinen maksutapa voi toimia.',
    },
    error: {
      title: 'Jokin meni vikaan',
      text: 'Maksu ei onnistunut. Mitään ei veloitettu.',
    },
    asked: {
      title: 'Pyyntösi on lähetetty',
      text: '{merchant} tietää nyt, että haluat uuden linkin.',
    },
    broken: {
      title: 'Jokin meni vikaan',
      text: 'Yritä uudelleen muutaman minuutin kuluttua.',
    },
  },
  bought: 'Ostoksesi',
  amount: 'Summa',
  total: 'Yhteensä',
  tax: 'Sisältää veroa',
  reference: 'Viite',
  pay: 'Maksa nyt',
  tryAgain: 'Yritä uudelleen',
  lookAgain: 'Katso uudelleen',
  askForNewLink: 'Pyydä uusi linkki',
  questions: 'Kysyttävää? Ota yhteyttä: {merchant}',
  scanToPay: 'Skannaa ja maksa',
  validUntil: 'Voimassa: {date} asti',
};
