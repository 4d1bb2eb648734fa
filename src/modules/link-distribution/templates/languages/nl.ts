import type { LinkStrings } from '../link-strings.js';

/** Dutch. */
export const nl: LinkStrings = {
  subject: 'Uw betaling aan {merchant}: {amount}',
  heading: 'Betaling aan {merchant}',
  intro: '{merchant} vraagt u {amount} te betalen.',
  amountLabel: 'Bedrag',
  referenceLabel: 'Referentie',
  button: 'Nu betalen',
  expires: 'De link is geldig tot {date}.',
  copyAddress: 'Werkt de knop niet? Kopieer dan dit adres naar uw browser:',
  unexpected:
    'Verwachtte u dit bericht niet? Dan kunt u het negeren. U betaalt niets zolang u de betaling niet zelf afrondt.',
  sms: '{merchant}: betaal {amount}{reference}{expiry} hier: {url}',
  smsExpiry: ' voor {date}',
  reminderSubject: 'Herinnering aan uw betaling aan {merchant}: {amount}',
  reminderIntro: '{merchant} herinnert u eraan dat {amount} nog niet is betaald.',
  reminderSms: '{merchant}: herinnering, betaal {amount}{reference}{expiry} hier: {url}',
  optOut: 'Geen berichten van {merchant} meer ontvangen? Meld u hier af:',
  unsubscribe: 'Afmelden',
  unsubscribeAsk: 'Wilt u geen berichten over betalingen van {merchant} meer?',
  unsubscribed: '{merchant} stuurt u geen berichten over betalingen meer.',
};
