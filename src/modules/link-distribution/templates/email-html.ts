import { brandColors, DARK, LIGHT } from '../../../common/html/colors.js';
import { Markup, markup } from '../../../common/html/markup.js';

/** What the e-mail shows, in the order in which it shows it; plain text, escaped here. */
export interface EmailContent {
  language: string;
  shop: EmailShop;
  heading: string;
  intro: string;
  /** Label and value. */
  facts: [string, string][];
  button: string;
  url: string;
  expires: string | null;
  copyAddress: string;
  unexpected: string;
  optOut: OptOutLine | null;
}

/** How the shop looks. */
export interface EmailShop {
  name: string;
  /** Without one, the name stands in its place. */
  logoUrl?: string | null;
  /** `#rrggbb` */
  color?: string | null;
}

/** Where the recipient says that they want no more. */
export interface OptOutLine {
  label: string;
  /** What to press. */
  action: string;
  url: string;
}

const LOGO_HEIGHT_PX = 48;
const FONT = 'font-family:-apple-system,Segoe UI,Roboto,Helvetica,Arial,sans-serif';
/** A long word or address is broken rather than cut off. */
const BREAK = 'overflow-wrap:anywhere;word-break:break-word';
const TABLE = new Markup('role="presentation" cellpadding="0" cellspacing="0" border="0" width="100%"');

/** Outlook knows no greatest width, and is given a fixed one. */
const OUTLOOK = {
  start: new Markup('<!--[if mso]><table role="presentation" width="560"><tr><td><![endif]-->'),
  end: new Markup('<!--[if mso]></td></tr></table><![endif]-->'),
};

/** For programs that know it; the others have the light colours, or darken those by themselves. */
const NIGHT = new Markup(`@media (prefers-color-scheme: dark) {
.paper { background: ${DARK.paper} !important; } .card { background: ${DARK.card} !important; }
.ink { color: ${DARK.ink} !important; } .soft { color: ${DARK.soft} !important; } .line { border-color: ${DARK.line} !important; }
}`);

/** Tables and inline styles, since mail programs know little else; fluid up to 560 px, so that phones need no rules. */
export function emailHtml(content: EmailContent): string {
  const { brand } = brandColors(content.shop.color);
  const rows = [
    markup`<h1 class="ink" style="margin:0;font-size:22px;line-height:28px;font-weight:600;color:${LIGHT.ink}">${content.heading}</h1>`,
    paragraph(content.intro),
    markup`<table ${TABLE} class="line" style="border-top:1px solid ${LIGHT.line}">${content.facts.map(factRow)}</table>`,
    button(content),
    content.expires && paragraph(content.expires),
    small(markup`${content.copyAddress}<br>${address(content.url, content.url)}`),
    small(content.unexpected),
    content.optOut && optOutHtml(content.optOut),
  ].filter((row) => row !== null && row !== '');
  return markup`<!doctype html>
<html lang="${content.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${content.heading}</title>
<style>${NIGHT}</style>
</head>
<body class="paper" style="margin:0;padding:0;background:${LIGHT.paper}">
<table ${TABLE} class="paper" style="background:${LIGHT.paper}">
<tr><td align="center" style="padding:24px 12px">
${OUTLOOK.start}<table ${TABLE} style="max-width:560px">
<tr><td align="center" class="ink" style="padding:0 12px 20px;${FONT};font-size:18px;line-height:24px;font-weight:600;color:${LIGHT.ink};${BREAK}">${shopHtml(content.shop)}</td></tr>
<tr><td bgcolor="${brand}" style="height:6px;font-size:0;line-height:6px;border-radius:8px 8px 0 0">&nbsp;</td></tr>
<tr><td class="card" style="padding:28px 24px 8px;background:${LIGHT.card};border-radius:0 0 8px 8px;${FONT};font-size:16px;line-height:24px;${BREAK}">
<table ${TABLE}>
${rows.map((row) => markup`<tr><td style="padding:0 0 20px">${row}</td></tr>\n`)}</table>
</td></tr>
</table>${OUTLOOK.end}
</td></tr>
</table>
</body>
</html>
`.html;
}

export function optOutHtml({ label, action, url }: OptOutLine): Markup {
  return small(markup`${label} ${address(url, action)}`);
}

/** On white, for which logos are drawn; where pictures are off, its name is read there instead. */
function shopHtml({ name, logoUrl }: EmailShop): Markup | string {
  if (!logoUrl) return name;
  const look = `height:${LOGO_HEIGHT_PX}px;max-width:100%;object-fit:contain;color:${LIGHT.ink}`;
  return markup`<table role="presentation" cellpadding="0" cellspacing="0" border="0"><tr><td bgcolor="#ffffff" style="padding:8px 12px;border-radius:8px;background:#ffffff"><img src="${logoUrl}" alt="${name}" height="${LOGO_HEIGHT_PX}" border="0" style="display:block;${look};${FONT};font-size:18px;line-height:24px;font-weight:600"></td></tr></table>`;
}

function factRow([label, value]: [string, string]): Markup {
  const cell = `padding:10px 0;border-bottom:1px solid ${LIGHT.line};vertical-align:top`;
  return markup`<tr><td class="soft line" style="${cell};white-space:nowrap;color:${LIGHT.soft}">${label}</td><td align="right" class="ink line" style="${cell};padding-left:16px;font-weight:600;color:${LIGHT.ink}">${value}</td></tr>`;
}

/** Its edge is seen where the shop's colour is that of the card, by day or by night. */
function button({ button: label, url, shop }: EmailContent): Markup {
  const { brand, onBrand } = brandColors(shop.color);
  return markup`<table ${TABLE}><tr><td align="center" bgcolor="${brand}" style="border:1px solid ${onBrand};border-radius:8px"><a href="${url}" style="display:block;padding:14px 24px;color:${onBrand};font-weight:600;text-decoration:none">${label}</a></td></tr></table>`;
}

function paragraph(text: string): Markup {
  return markup`<p class="ink" style="margin:0;color:${LIGHT.ink}">${text}</p>`;
}

function small(content: string | Markup): Markup {
  return markup`<p class="soft" style="margin:0;font-size:13px;line-height:20px;color:${LIGHT.soft}">${content}</p>`;
}

function address(url: string, text: string): Markup {
  return markup`<a href="${url}" class="soft" style="color:${LIGHT.soft};word-break:break-all">${text}</a>`;
}
