import { da } from './languages/da.js';
import { de } from './languages/de.js';
import { en } from './languages/en.js';
import { es } from './languages/es.js';
import { fi } from './languages/fi.js';
import { fr } from './languages/fr.js';
import { it } from './languages/it.js';
import { nb } from './languages/nb.js';
import { nl } from './languages/nl.js';
import { pl } from './languages/pl.js';
import { pt } from './languages/pt.js';
import { sv } from './languages/sv.js';

/** What the page and the messages say, in one language. */
export interface Words {
  mailSubject: string;
  mailText: string;
  order: string;
  total: string;
  tax: string;
  quantity: string;
  email: string;
  postalCode: string;
  terms: string;
  test: string;
  pay: string;
  rent: string;
  book: string;
  subscribe: string;
  download: string;
  placeOrder: string;
  continue: string;
  otherOutcomes: string;
  decline: string;
  error: string;
  identify: string;
  back: string;
  cancel: string;
  confirmCancel: string;
  cancelFinal: string;
  keep: string;
  paid: string;
  paidText: string;
  disabled: string;
  expired: string;
  cancelled: string;
  askShop: string;
  declined: string;
  failed: string;
  left: string;
  refused: string;
  identity: string;
  identityText: string;
}

const languages: Record<string, Words> = { da, de, en, es, fi, fr, it, nb, nl, pl, pt, sv, no: nb };

/** The words of a locale: of its language, or else English. */
export const wordsFor = (locale: string): Words =>
  languages[locale.split('-')[0]!.toLowerCase()] ?? languages.en!;
