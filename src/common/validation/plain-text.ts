// A whole tag, or the beginning of one that does harm even unclosed. "Size <M" and "3 > 2" are plain text.
const MARKUP = /<[a-z!/?][^<>]*>|<(script|style|iframe|object|embed|img|svg)\b/i;

/** Whether the text carries HTML, CSS or scripts, which the provider does not take (docs.klarna.com, API: data types). */
export function hasMarkup(text: string): boolean {
  return MARKUP.test(text);
}

/** What is wrong with a text of 1 (or `min`) to `max` characters, or null. Spaces around it do not reach the minimum. */
export function textFault(text: string, max: number, min = 1): string | null {
  if (text.trim().length < min) return `Give at least ${min} character${min === 1 ? '' : 's'}.`;
  if (text.length > max) return `Shorten it to ${max} characters; it has ${text.length}.`;
  if (hasMarkup(text)) return 'Remove the HTML: the provider takes plain text only.';
  return null;
}

/** What is wrong with an http or https address of at most `max` characters, or null. */
export function urlFault(url: string, max: number): string | null {
  if (url.length > max) return `Shorten the address to ${max} characters; it has ${url.length}.`;
  const protocol = URL.canParse(url) ? new URL(url).protocol : '';
  return protocol === 'http:' || protocol === 'https:' ? null : 'Give a full http or https address.';
}
