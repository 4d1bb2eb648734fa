import { Markup, markup } from '../../../common/html/markup.js';
import { contentSecurityPolicy, page } from '../../../common/html/page.js';
import type { RenderedPage } from '../pages/link-page.js';

/** What is printed, in the consumer's language. */
export interface PrintSheet {
  lang: string;
  merchantName: string;
  logoUrl: string | null;
  scanToPay: string;
  amount: string;
  /** With its label; null where there is none. */
  reference: string | null;
  validUntil: string | null;
  url: string;
  /** An `svg` element with its quiet zone, which fills what it is put into. */
  qrCode: string;
}

const STYLE = `
@page { size: 105mm 148mm; margin: 0; }
* { box-sizing: border-box; }
html { background: #fff; color: #000; font: 4.5mm/1.3 system-ui, sans-serif; }
body { display: flex; flex-direction: column; align-items: center; justify-content: space-between; width: 105mm;
  height: 147.5mm; margin: 0 auto; padding: 8mm; text-align: center; overflow-wrap: anywhere; }
header { font-size: 6mm; font-weight: 600; }
img { display: block; max-width: 60mm; max-height: 14mm; }
h1 { margin: 0; font-size: 5mm; }
p { margin: 0; }
.amount { font-size: 8mm; font-weight: 700; }
.code { width: 62mm; margin: 0 auto; }
.code svg { display: block; }
footer { font-size: 3mm; }
a { color: inherit; text-decoration: none; }
`;

/** A page of A6, to be printed from a browser. */
export function printSheetPage(sheet: PrintSheet): RenderedPage {
  const { lang, merchantName, logoUrl, scanToPay, amount, reference, validUntil, url, qrCode } = sheet;
  const body = markup`<header>${logoUrl ? markup`<img src="${logoUrl}" alt="${merchantName}">` : merchantName}</header>
<main>
<p class="amount">${amount}</p>
<div class="code" role="img" aria-label="${url}">${new Markup(qrCode)}</div>
<h1>${scanToPay}</h1>
${reference && markup`<p>${reference}</p>`}
${validUntil && markup`<p>${validUntil}</p>`}
</main>
<footer><a href="${url}">${url}</a></footer>`;
  return {
    httpStatus: 200,
    headers: {
      'content-security-policy': contentSecurityPolicy({ style: STYLE }, logoUrl ? [logoUrl] : []),
    },
    html: page({ lang, title: `${scanToPay} · ${merchantName}`, style: STYLE, body }),
  };
}

/** The same as a drawing of A6, for programs that lay out invoices. */
export function printSheetSvg(sheet: PrintSheet): string {
  const { lang, merchantName, scanToPay, amount, reference, validUntil, url, qrCode } = sheet;
  return markup`<svg xmlns="http://www.w3.org/2000/svg" width="105mm" height="148mm" viewBox="0 0 105 148" lang="${lang}" font-family="system-ui, sans-serif" text-anchor="middle">
<title>${scanToPay} · ${merchantName}</title>
<rect width="105" height="148" fill="#fff"/>
${line(17, 6.5, merchantName, 600)}
${line(31, 9, amount, 700)}
<svg x="20" y="37" width="65" height="65">${new Markup(qrCode.trim())}</svg>
${line(109, 5, scanToPay, 700)}
${reference && line(118, 4.5, reference)}
${validUntil && line(126, 4, validUntil)}
${line(140, 3, url)}
</svg>
`.html;
}

const WIDTH_MM = 93;
/** Of a character, as a share of its height: what common typefaces need at most for words. */
const CHARACTER_WIDTH = 0.58;

/** One line of text, made smaller where it would not fit. */
function line(y: number, sizeMm: number, text: string, weight = 400): Markup {
  const fitting = Math.min(sizeMm, WIDTH_MM / (CHARACTER_WIDTH * text.length));
  return markup`<text x="52.5" y="${y}" font-size="${fitting.toFixed(2)}" font-weight="${weight}">${text}</text>`;
}
