import { formatMoney } from '../../../common/money/format-money.js';
import { emailHtml, type EmailShop, type OptOutLine } from './email-html.js';
import { type LinkStrings, linkStrings } from './link-strings.js';
import { MessageKind } from './message-kind.js';
import { foldToGsm7, smsSegments } from './sms-segments.js';

/** What a message about a link is made of. */
export interface LinkMessageValues extends Pick<EmailShop, 'logoUrl' | 'color'> {
  /** Language, and how amount and date are written: sv-SE, de. */
  locale: string;
  merchantName: string;
  amountMinor: number;
  /** ISO 4217. */
  currency: string;
  reference?: string | null;
  url: string;
  expiresAt?: Date | null;
  /** IANA name of the zone in which the expiry is written, and which is named beside it; default UTC. */
  timeZone?: string;
  /** Default: an invitation. */
  kind?: MessageKind;
  /** Where the recipient of an e-mail says that they want no more; null: nowhere. */
  optOutUrl?: string | null;
}

export interface LinkEmail {
  subject: string;
  text: string;
  html: string;
}

/** The e-mail that carries a link: subject, plain text and HTML saying the same. */
export function linkEmail(values: LinkMessageValues): LinkEmail {
  const { strings, language } = linkStrings(values.locale);
  const { merchant, amount, reference, expires: date } = writtenValues(values, 'long');
  const { subject, intro } = wording(strings, values.kind);
  const expires = date && fill(strings.expires, { date });
  const say = (template: string) => fill(template, { merchant, amount });
  const optOut = optOutLine(values);
  const content = {
    language,
    shop: { name: merchant, logoUrl: values.logoUrl, color: values.color },
    heading: say(strings.heading),
    intro: say(intro),
    facts: [[strings.amountLabel, amount], ...(reference ? [[strings.referenceLabel, reference]] : [])] as [
      string,
      string,
    ][],
    button: strings.button,
    url: values.url,
    expires: expires || null,
    copyAddress: strings.copyAddress,
    unexpected: strings.unexpected,
    optOut,
  };
  const text = [
    content.intro,
    content.facts.map(([label, value]) => `${label}: ${value}`).join('\n'),
    `${content.button}:\n${content.url}`,
    content.expires,
    content.unexpected,
    optOut && `${optOut.label}\n${optOut.url}`,
  ];
  return {
    subject: say(subject),
    text: `${text.filter((part) => part !== null).join('\n\n')}\n`,
    html: emailHtml(content),
  };
}

/**
 * The text message that carries a link. Of its forms the one with the fewest segments is taken, and of equals the
 * fullest: first letters lose their accents, or Greek ones their small form, then the expiry goes, then the reference.
 */
export function linkSms(values: LinkMessageValues): string {
  const { strings } = linkStrings(values.locale);
  const { merchant, amount, url, ...written } = writtenValues(values, 'short');
  const reference = written.reference && ` (${written.reference})`;
  const expiry = written.expires && fill(strings.smsExpiry, { date: written.expires });
  const { sms } = wording(strings, values.kind);
  const forms = [
    { reference, expiry },
    { reference, expiry: '' },
    { reference: '', expiry: '' },
  ];
  return shortestSms(forms.map((parts) => fill(sms, { merchant, amount, url, ...parts })));
}

/** Of these texts, with and without accents, the one with the fewest segments; of equals the first. */
export function shortestSms(texts: string[]): string {
  const forms = texts.map(plainSpaces).flatMap((text) => [text, foldToGsm7(text)]);
  return forms.reduce((best, form) =>
    smsSegments(form).segments < smsSegments(best).segments ? form : best,
  );
}

/** What is put into messages, as people of the locale write it; what there is not is empty. */
export function writtenValues(
  values: LinkMessageValues,
  month: 'long' | 'short',
): Record<'merchant' | 'amount' | 'url' | 'reference' | 'expires', string> {
  const { intlLocale } = linkStrings(values.locale);
  return {
    merchant: oneLine(values.merchantName),
    amount: formatMoney(values, intlLocale),
    url: values.url,
    reference: oneLine(values.reference ?? ''),
    expires: values.expiresAt ? formatInstant(values.expiresAt, intlLocale, month, values) : '',
  };
}

/** How an e-mail says where to turn for no more of them. */
export function optOutLine({ locale, merchantName, optOutUrl }: LinkMessageValues): OptOutLine | null {
  if (!optOutUrl) return null;
  const { strings } = linkStrings(locale);
  const label = fill(strings.optOut, { merchant: oneLine(merchantName) });
  return { label, action: strings.unsubscribe, url: optOutUrl };
}

function wording(strings: LinkStrings, kind = MessageKind.INVITATION) {
  if (kind === MessageKind.INVITATION) return strings;
  return { subject: strings.reminderSubject, intro: strings.reminderIntro, sms: strings.reminderSms };
}

/** Values are put in as they are: one that contains braces is not filled again. */
function fill(template: string, values: Record<string, string>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

function formatInstant(
  instant: Date,
  locale: string,
  month: 'long' | 'short',
  { timeZone = 'UTC' }: LinkMessageValues,
): string {
  return new Intl.DateTimeFormat(locale, {
    ...(month === 'long' ? { year: 'numeric' } : {}),
    month,
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
    timeZone,
  }).format(instant);
}

/** A line break in a name must not start a new header, or a new line that looks like ours. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
}

/** Intl writes spaces that do not break, which text messages pay for dearly. */
function plainSpaces(text: string): string {
  return text.replace(/[\u00a0\u2007\u2009\u202f]/g, ' ');
}
