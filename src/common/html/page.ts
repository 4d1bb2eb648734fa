import { createHash } from 'node:crypto';

import { DARK, LIGHT } from './colors.js';
import { Markup, markup } from './markup.js';

export interface Page {
  /** ISO 639-1 or a locale. */
  lang: string;
  title: string;
  style: string;
  body: Markup;
}

/** A page without script: its one style sheet is within, so that it is one request. */
export function page({ lang, title, style, body }: Page): string {
  return markup`<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${new Markup(style)}</style>
</head>
<body>
${body}
</body>
</html>
`.html;
}

/** Permits a page its own style, forms to us, and images from the given addresses; nothing else, whatever got in. */
export function contentSecurityPolicy({ style }: Pick<Page, 'style'>, imageUrls: string[] = []): string {
  const hash = createHash('sha256').update(style).digest('base64');
  const images = imageUrls.filter((url) => URL.canParse(url)).map((url) => new URL(url).origin);
  return [
    `default-src 'none'`,
    `style-src 'sha256-${hash}'`,
    ...(images.length > 0 ? [`img-src ${images.join(' ')}`] : []),
    `form-action 'self'`,
    `base-uri 'none'`,
    `frame-ancestors 'none'`,
  ].join('; ');
}

/** The look that all of our small pages share; light and dark as the reader has it. */
export const PAGE_STYLE = `
:root { color-scheme: light dark; ${variables(LIGHT)} }
@media (prefers-color-scheme: dark) {
  :root { ${variables(DARK)} }
}
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-content: center; justify-items: center; gap: 1rem;
  padding: 1.5rem 1rem; background: var(--paper); color: var(--ink); font: 1.0625rem/1.55 system-ui, sans-serif;
  overflow-wrap: anywhere; }
main { width: min(28rem, 100vw - 2rem); padding: clamp(1rem, 6vw, 2rem); border-radius: 1rem; background: var(--card); }
h1 { margin: 0 0 .5rem; font-size: 1.375rem; line-height: 1.25; }
p { margin: 0; color: var(--soft); }
a { color: inherit; }
:focus-visible { outline: 3px solid var(--ink); outline-offset: 3px; }
`;

function variables(colors: Record<string, string>): string {
  return Object.entries(colors)
    .map(([name, color]) => `--${name}: ${color};`)
    .join(' ');
}
