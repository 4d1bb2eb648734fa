import type { Json } from '../check.js';

const color = (value: unknown, otherwise: string): string =>
  typeof value === 'string' && /^#[A-Fa-f0-9]{6}$/.test(value) ? value : otherwise;

/** The page's style; the merchant's button colours are the order's options. */
export const pageStyle = (options: Json): string => `
:root { color-scheme: light; --accent: ${color(options.color_button, '#0b0b0c')};
  --on-accent: ${color(options.color_button_text, '#ffffff')}; --link: ${color(options.color_link, '#0b5cad')};
  --ink: #17171a; --soft: #5c5c66; --line: #e3e3e8; --paper: #ffffff; --ground: #f2f1ee; }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; background: var(--ground) center / cover no-repeat fixed; color: var(--ink);
  font: 16px/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', sans-serif;
  -webkit-text-size-adjust: 100%; }
main { max-width: 30rem; margin: 0 auto; padding: 0 0 env(safe-area-inset-bottom); background: var(--paper);
  min-height: 100vh; display: flex; flex-direction: column; }
header { padding: 1.5rem 1.25rem 1rem; border-bottom: 1px solid var(--line); }
header img { display: block; max-height: 48px; max-width: 60%; margin-bottom: .75rem; object-fit: contain; }
h1 { font-size: 1.35rem; line-height: 1.25; margin: 0; overflow-wrap: anywhere; }
h2 { font-size: 1rem; margin: 0 0 .5rem; }
section { padding: 1.25rem; }
.shop { color: var(--soft); margin: .15rem 0 0; }
.lines { list-style: none; margin: 0; padding: 0; }
.lines li { display: flex; gap: 1rem; justify-content: space-between; padding: .5rem 0; border-bottom: 1px solid var(--line); }
.lines .name { overflow-wrap: anywhere; min-width: 0; }
.lines small { display: block; color: var(--soft); }
.amount { white-space: nowrap; font-variant-numeric: tabular-nums; }
.sum { display: flex; justify-content: space-between; gap: 1rem; padding: .75rem 0 0; font-weight: 650; font-size: 1.15rem; }
.tax { display: flex; justify-content: space-between; gap: 1rem; color: var(--soft); font-size: .9rem; }
label { display: block; font-size: .875rem; color: var(--soft); margin-bottom: .75rem; }
label.box { display: flex; gap: .625rem; align-items: flex-start; color: var(--ink); font-size: .95rem; padding: .25rem 0; }
label.box input { width: 1.25rem; height: 1.25rem; margin: .1rem 0 0; flex: none; accent-color: var(--accent); }
.fields { display: grid; grid-template-columns: 2fr 1fr; gap: .75rem; }
input[type=text], input[type=email] { display: block; width: 100%; margin-top: .25rem; padding: .7rem .75rem; min-height: 48px;
  font: inherit; color: var(--ink); border: 1px solid #b9b9c3; border-radius: 8px; background: #fff; }
button, .button { display: flex; align-items: center; justify-content: center; width: 100%; min-height: 48px;
  padding: .6rem 1rem; font: inherit; font-weight: 600; text-align: center; text-decoration: none; border-radius: 10px;
  border: 1px solid #b9b9c3; background: #fff; color: var(--ink); cursor: pointer; }
button.main { background: var(--accent); color: var(--on-accent); border-color: var(--accent); min-height: 56px; font-size: 1.1rem; }
button:hover, .button:hover { filter: brightness(.95); }
:focus-visible { outline: 3px solid #4c9ffe; outline-offset: 2px; }
form { margin: 0; }
.stack { display: grid; gap: .75rem; }
.notice { margin: 1.25rem 1.25rem 0; padding: .75rem 1rem; border-radius: 8px; background: #fff3e0; border: 1px solid #f0c382; }
.fine { color: var(--soft); font-size: .875rem; margin: 0; }
a { color: var(--link); }
details { border: 1px dashed #b9b9c3; border-radius: 10px; padding: .25rem .875rem; }
summary::before { content: '▸'; margin-right: .5rem; }
details[open] summary::before { content: '▾'; }
summary { min-height: 44px; display: flex; align-items: center; cursor: pointer; color: var(--soft); font-size: .9rem; }
details .stack { padding-bottom: .75rem; }
.end { text-align: center; padding: 3rem 1.5rem; flex: 1; display: flex; flex-direction: column; align-items: center; justify-content: center; gap: .5rem; }
.end p { margin: 0; color: var(--soft); }
.mark { width: 64px; height: 64px; border-radius: 50%; display: grid; place-items: center; font-size: 2rem; background: #e9e9ee; color: var(--soft); margin-bottom: .75rem; }
.mark.good { background: #d9f2e1; color: #14703a; }
.code { font: 700 2.5rem/1.2 ui-monospace, Menlo, Consolas, monospace; letter-spacing: .15em; color: var(--ink) !important; }
footer { margin-top: auto; padding: 1rem 1.25rem 1.5rem; }
@media (min-width: 36rem) {
  body { padding: 3rem 1rem; }
  main { min-height: 0; border-radius: 16px; overflow: hidden; box-shadow: 0 8px 40px rgba(0, 0, 0, .12); }
}
`;

interface Image {
  url?: string;
  width?: number;
}

/** An address without what would end a quoted one in a style sheet or a page. */
const quotable = (url: string): string =>
  new URL(url).href.replace(/["'\\()<>]/g, (char) => `%${char.charCodeAt(0).toString(16)}`);

/** Puts the merchant's images behind the page: on each width of screen the smallest that covers it. */
export function backgroundStyle(images: Image[]): string {
  const usable = images
    .filter((each) => typeof each.url === 'string')
    .sort((a, b) => (a.width ?? Infinity) - (b.width ?? Infinity));
  const rule = (url: string) => `body { background-image: url("${quotable(url)}"); }`;
  return usable
    .map((each, index) => {
      const smaller = usable[index - 1]?.width;
      return smaller === undefined
        ? rule(each.url!)
        : `@media (min-width: ${smaller + 1}px) { ${rule(each.url!)} }`;
    })
    .join('\n');
}
