import { formatMoney } from '../../../common/money/format-money.js';
import { emailHtml } from './email-html.js';
import { linkStrings } from './link-strings.js';
import { foldToGsm7, smsSegments } from './sms-segments.js';

/** What a message about a link is made of. */
export interface LinkMessageValues {
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
}

export interface LinkEmail {
  subject: string;
  text: string;
  html: string;
}

/** The e-mail that carries a link: subject, plain text and HTML saying the same. */
export function linkEmail(values: LinkMessageValues): LinkEmail {
  const { strings, intlLocale, language } = linkStrings(values.locale);
  const merchant = oneLine(values.merchantName);
  const reference = oneLine(values.reference ?? '');
  const amount = formatMoney(values, intlLocale);
  const expires =
    values.expiresAt &&
    fill(strings.expires, { date: formatInstant(values.expiresAt, intlLocale, 'long', values) });
  const say = (template: string) => fill(template, { merchant, amount });
  const content = {
    language,
    heading: say(strings.heading),
    intro: say(strings.intro),
    facts: [[strings.amountLabel, amount], ...(reference ? [[strings.referenceLabel, reference]] : [])] as [
      string,
      string,
    ][],
    button: strings.button,
    url: values.url,
    expires: expires ?? null,
    copyAddress: strings.copyAddress,
    unexpected: strings.unexpected,
  };
  const text = [
    content.intro,
    content.facts.map(([label, value]) => `${label}: ${value}`).join('\n'),
    `${content.button}:\n${content.url}`,
    content.expires,
    content.unexpected,
  ];
  return {
    subject: say(strings.subject),
    text: `${text.filter((part) => part !== null).join('\n\n')}\n`,
    html: emailHtml(content),
  };
}

/**
 * The text message that carries a link. Of its forms the one with the fewest segments is taken, and of equals the
 * fullest: first letters lose their accents, then the expiry goes, then the reference.
 */
export function linkSms(values: LinkMessageValues): string {
  const { strings, intlLocale } = linkStrings(values.locale);
  const amount = formatMoney(values, intlLocale);
  const reference = values.reference ? ` (${oneLine(values.reference)})` : '';
  const expiry = values.expiresAt
    ? fill(strings.smsExpiry, { date: formatInstant(values.expiresAt, intlLocale, 'short', values) })
    : '';
  const merchant = oneLine(values.merchantName);
  const forms = [
    { reference, expiry },
    { reference, expiry: '' },
    { reference: '', expiry: '' },
  ].flatMap((parts) => {
    const text = plainSpaces(fill(strings.sms, { merchant, amount, url: values.url, ...parts }));
    return [text, foldToGsm7(text)];
  });
  return forms.reduce((best, form) =>
    smsSegments(form).segments < smsSegments(best).segments ? form : best,
  );
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
