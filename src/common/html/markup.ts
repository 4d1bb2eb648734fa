/** HTML that needs no escaping any more. */
export class Markup {
  constructor(readonly html: string) {}
}

type Part = Markup | string | number | null | undefined | false | readonly Part[];

/** HTML with values put in: every text is escaped, markup stays, what there is not is left out. */
export function markup(strings: TemplateStringsArray, ...parts: Part[]): Markup {
  return new Markup(strings.reduce((html, string, i) => html + render(parts[i - 1]) + string));
}

function render(part: Part): string {
  if (part instanceof Markup) return part.html;
  if (typeof part === 'string' || typeof part === 'number') return escapeHtml(String(part));
  return Array.isArray(part) ? part.map(render).join('') : '';
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}
