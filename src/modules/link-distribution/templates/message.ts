import type { InputFault } from '../../../common/errors/expected-errors.js';
import { escapeHtml } from '../../../common/html/markup.js';
import { optOutHtml } from './email-html.js';
import {
  linkEmail,
  linkSms,
  type LinkMessageValues,
  optOutLine,
  shortestSms,
  writtenValues,
} from './link-message.js';

/** A message as it is sent; which of it is used is the channel's matter. */
export interface Message {
  subject: string;
  text: string;
  html: string;
  sms: string;
}

/** A merchant's own words, with placeholders; a part that is null or absent is said in ours. */
export type OwnWords = { [Part in keyof Message]?: string | null };

export const PLACEHOLDERS = ['merchant', 'amount', 'url', 'reference', 'expires'] as const;

/** Longest template of each part, in characters. An SMS of 480 is four segments at most, before its values. */
const MAX_LENGTH: Record<keyof Message, number> = { subject: 200, text: 10_000, html: 50_000, sms: 480 };
const PARTS = Object.keys(MAX_LENGTH) as (keyof Message)[];

/** What mail programs do not run anyway, and spam filters look for. */
const ACTIVE = /<(script|iframe|object|embed|form)\b|\son\w+\s*=|javascript:/i;

/** The message about a link: in the merchant's own words where there are any, else in ours. */
export function composeMessage(values: LinkMessageValues, own: OwnWords | null): Message {
  const written = writtenValues(values, 'long');
  const optOut = optOutLine(values);
  return {
    ...linkEmail(values),
    sms: own?.sms ? shortestSms([put(own.sms, writtenValues(values, 'short'))]) : linkSms(values),
    ...(own?.subject && { subject: put(own.subject, written) }),
    ...(own?.text && {
      text: put(own.text, written) + (optOut ? `\n\n${optOut.label}\n${optOut.url}\n` : ''),
    }),
    ...(own?.html && {
      html: withEnd(put(own.html, written, escapeHtml), optOut ? optOutHtml(optOut).html : ''),
    }),
  };
}

/** What is wrong with a merchant's own words, one fault per part. */
export function ownWordsFaults(own: OwnWords): InputFault[] {
  return PARTS.flatMap((path) => {
    const template = own[path];
    const message = template == null ? null : partFault(path, template);
    return message ? [{ path, message }] : [];
  });
}

function partFault(part: keyof Message, template: string): string | null {
  if (template.trim() === '') return 'Give some words, or null for ours.';
  const max = MAX_LENGTH[part];
  if (template.length > max) return `Shorten it to ${max} characters; it has ${template.length}.`;
  const known = `Use ${PLACEHOLDERS.map((name) => `{{${name}}}`).join(', ')}.`;
  const unknown = [...template.matchAll(/\{\{([^{}]*)\}\}/g)].find(
    ([, name]) => !PLACEHOLDERS.includes(name!.trim() as never),
  );
  if (unknown) return `${unknown[0]} is no placeholder. ${known}`;
  if (/\{\{|\}\}/.test(put(template, {}))) return `A placeholder is not closed or not opened. ${known}`;
  if (part === 'subject') return /\p{Cc}/u.test(template) ? 'Give one line.' : null;
  if (!/\{\{\s*url\s*\}\}/.test(template)) return 'Put {{url}} somewhere: without it nobody can pay.';
  if (part === 'html' && ACTIVE.test(template))
    return 'Remove scripts, frames, forms and event handlers: mail programs do not run them.';
  return null;
}

/** Values are put in as they are: one that contains braces is not filled again. */
function put(
  template: string,
  values: Partial<Record<string, string>>,
  escape: (text: string) => string = (text) => text,
): string {
  return template.replace(/\{\{\s*(\w+)\s*\}\}/g, (_, name: string) => escape(values[name] ?? ''));
}

function withEnd(html: string, end: string): string {
  const at = html.search(/<\/body>/i);
  return at < 0 ? html + end : html.slice(0, at) + end + html.slice(at);
}
