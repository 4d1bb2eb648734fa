import type { PageStrings } from '../page-strings.js';

/** Polish. */
export const pl: PageStrings = {
  pages: {
    paid: {
      title: 'Już opłacone',
      text: 'Ten link został opłacony. Nie musisz nic więcej robić.',
    },
    expired: {
      title: 'Link wygasł',
      text: 'Oferta się zakończyła i tego linku nie można już opłacić.',
    },
    disabled: {
      title: 'Już niedostępne',
      text: 'Ta oferta została zakończona przez sprzedawcę: {merchant}.',
    },
    cancelled: {
      title: 'Anulowano',
      text: 'Ta płatność została anulowana. Nic nie pobrano.',
    },
    notMade: {
      title: 'Link nie działa',
      text: 'Nie udało się przygotować płatności. Nic nie pobrano.',
    },
    unknown: {
      title: 'Nieznany link',
      text: 'Sprawdź, czy adres jest kompletny, lub poproś sklep o nowy link.',
    },
    inAMoment: {
      title: 'Chwileczkę',
      text: 'Strona płatności jest przygotowywana. Ta strona odświeża się sama.',
    },
    confirming: {
      title: 'Trwa potwierdzanie płatności',
      text: 'Ta strona odświeża się sama. Możesz ją też zamknąć, nic nie przepadnie.',
    },
    thankYou: {
      title: 'Dziękujemy',
      text: 'Płatność została przyjęta. Odbiorca: {merchant}. Możesz zamknąć tę stronę.',
    },
    taken: {
      title: 'Oferta była już wykorzystana',
      text: 'Była już wykorzystana, gdy wpłynęła płatność. Nic nie zostanie pobrane, a zarezerwowana kwota jest zwalniana.',
    },
    back: {
      title: 'Jeszcze nieopłacone',
      text: 'Strona płatności została opuszczona przed zapłatą. Nic nie pobrano.',
    },
    left: {
      title: 'Nieopłacone',
      text: 'Płatność została przerwana bez zapłaty. Nic nie pobrano.',
    },
    declined: {
      title: 'Płatność odrzucona',
      text: 'Nic nie pobrano. Być może zadziała inna metoda płatności.',
    },
    error: {
      title: 'Coś poszło nie tak',
      text: 'Płatność nie została zrealizowana. Nic nie pobrano.',
    },
    asked: {
      title: 'Prośba została wysłana',
      text: 'Sprzedawca {merchant} wie już, że potrzebujesz nowego linku.',
    },
    broken: {
      title: 'Coś poszło nie tak',
      text: 'Spróbuj ponownie za kilka minut.',
    },
  },
  bought: 'Twój zakup',
  amount: 'Kwota',
  total: 'Razem',
  tax: 'W tym podatek',
  reference: 'Numer referencyjny',
  pay: 'Zapłać teraz',
  tryAgain: 'Spróbuj ponownie',
  lookAgain: 'Sprawdź ponownie',
  askForNewLink: 'Poproś o nowy link',
  questions: 'Pytania? Kontakt ze sprzedawcą {merchant}:',
  scanToPay: 'Zeskanuj, aby zapłacić',
  validUntil: 'Ważne do: {date}',
};
