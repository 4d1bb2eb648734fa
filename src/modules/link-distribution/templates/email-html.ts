/** What the e-mail shows, in the order in which it shows it; plain text, escaped here. */
export interface EmailContent {
  language: string;
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

/** Where the recipient says that they want no more. */
export interface OptOutLine {
  label: string;
  url: string;
}

const FONT = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
const TABLE = 'role="presentation" cellpadding="0" cellspacing="0" border="0"';

/** Tables and inline styles, since mail programs know little else; fluid up to 560 px, so that phones need no rules. */
export function emailHtml(content: EmailContent): string {
  const facts = content.facts.map(factRow).join('');
  const rows = [
    `<h1 style="margin:0;font-size:22px;line-height:28px;font-weight:600">${escapeHtml(content.heading)}</h1>`,
    paragraph(content.intro),
    `<table ${TABLE} width="100%" style="border-top:1px solid #e3e5e8">${facts}</table>`,
    button(content.button, content.url),
    content.expires && paragraph(content.expires),
    small(
      `${escapeHtml(content.copyAddress)}<br><a href="${escapeHtml(content.url)}" style="color:#14532d;word-break:break-all">${escapeHtml(content.url)}</a>`,
    ),
    small(escapeHtml(content.unexpected)),
    content.optOut && optOutHtml(content.optOut),
  ]
    .filter((row) => row !== null)
    .map((row) => `<tr><td style="padding:0 0 20px">${row}</td></tr>`)
    .join('\n');
  return `<!doctype html>
<html lang="${escapeHtml(content.language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light">
<title>${escapeHtml(content.heading)}</title>
</head>
<body style="margin:0;padding:0;background:#f3f4f6">
<table ${TABLE} width="100%" style="background:#f3f4f6">
<tr><td align="center" style="padding:24px 12px">
<table ${TABLE} width="100%" style="max-width:560px;background:#ffffff;border-radius:8px">
<tr><td style="padding:28px 24px 8px;${FONT};font-size:16px;line-height:24px;color:#1f2328">
<table ${TABLE} width="100%">
${rows}
</table>
</td></tr>
</table>
</td></tr>
</table>
</body>
</html>
`;
}

export function optOutHtml({ label, url }: OptOutLine): string {
  return small(
    `${escapeHtml(label)} <a href="${escapeHtml(url)}" style="color:#57606a;word-break:break-all">${escapeHtml(url)}</a>`,
  );
}

function factRow([label, value]: [string, string]): string {
  const cell = 'padding:10px 0;border-bottom:1px solid #e3e5e8;vertical-align:top';
  return `<tr><td style="${cell};color:#57606a">${escapeHtml(label)}</td><td align="right" style="${cell};padding-left:16px;font-weight:600;word-break:break-word">${escapeHtml(value)}</td></tr>`;
}

function button(label: string, url: string): string {
  return `<table ${TABLE} width="100%"><tr><td align="center" bgcolor="#14532d" style="border-radius:6px"><a href="${escapeHtml(url)}" style="display:block;padding:14px 24px;color:#ffffff;font-weight:600;text-decoration:none">${escapeHtml(label)}</a></td></tr></table>`;
}

function paragraph(text: string): string {
  return `<p style="margin:0">${escapeHtml(text)}</p>`;
}

function small(html: string): string {
  return `<p style="margin:0;font-size:13px;line-height:20px;color:#57606a">${html}</p>`;
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
