import type { PageStrings } from '../page-strings.js';

/** Dutch. */
export const nl: PageStrings = {
  pages: {
    paid: {
      title: 'Al betaald',
      text: 'Deze link is betaald. Je hoeft niets meer te doen.',
    },
    expired: {
      title: 'De link is verlopen',
      text: 'Het aanbod is afgelopen en de link kan niet meer worden betaald.',
    },
    disabled: {
      title: 'Niet meer beschikbaar',
      text: '{merchant} heeft dit aanbod beëindigd.',
    },
    cancelled: {
      title: 'Geannuleerd',
      text: 'Deze betaling is geannuleerd. Er is niets afgeschreven.',
    },
    notMade: {
      title: 'De link werkt niet',
      text: 'De betaling kon niet worden voorbereid. Er is niets afgeschreven.',
    },
    unknown: {
      title: 'Onbekende link',
      text: 'Controleer of het adres volledig is, of vraag de winkel om een nieuwe link.',
    },
    inAMoment: {
      title: 'Een ogenblik',
      text: 'De betaalpagina wordt klaargezet. Deze pagina ververst vanzelf.',
    },
    confirming: {
      title: 'Je betaling wordt bevestigd',
      text: 'Deze pagina ververst vanzelf. Je kunt haar ook sluiten, er gaat niets verloren.',
    },
    thankYou: {
      title: 'Bedankt',
      text: 'Je betaling aan {merchant} is ontvangen. Je kunt deze pagina sluiten.',
    },
    taken: {
      title: 'Het aanbod was al vergeven',
      text: 'Het was al vergeven toen je betaling binnenkwam. Er wordt niets afgeschreven en het gereserveerde bedrag wordt vrijgegeven.',
    },
    back: {
      title: 'Nog niet betaald',
      text: 'Je hebt de betaalpagina verlaten voordat je betaalde. Er is niets afgeschreven.',
    },
    left: {
      title: 'Niet betaald',
      text: 'Je bent weggegaan zonder te betalen. Er is niets afgeschreven.',
    },
    declined: {
      title: 'De betaling is geweigerd',
      text: 'Er is niets afgeschreven. Misschien lukt het met een andere betaalwijze.',
    },
    error: {
      title: 'Er ging iets mis',
      text: 'De betaling is niet gelukt. Er is niets afgeschreven.',
    },
    asked: {
      title: 'Je verzoek is verstuurd',
      text: '{merchant} weet nu dat je een nieuwe link wilt.',
    },
    broken: {
      title: 'Er ging iets mis',
      text: 'Probeer het over een paar minuten opnieuw.',
    },
  },
  bought: 'Wat je hebt gekocht',
  amount: 'Bedrag',
  total: 'Totaal',
  tax: 'Inclusief btw',
  reference: 'Referentie',
  pay: 'Nu betalen',
  tryAgain: 'Opnieuw proberen',
  lookAgain: 'Opnieuw kijken',
  askForNewLink: 'Vraag een nieuwe link aan',
  questions: 'Vragen? Neem contact op met {merchant}:',
  scanToPay: 'Scan om te betalen',
  validUntil: 'Geldig tot {date}',
};
