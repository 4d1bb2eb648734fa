import { brandColors } from '../../../common/html/colors.js';
import { PAGE_STYLE } from '../../../common/html/page.js';

/** The style sheet of a consumer's page in the shop's colour. The button's edge is seen on light and on dark. */
export function pageStyle(color: string | null | undefined): string {
  const { brand, onBrand } = brandColors(color);
  return `${PAGE_STYLE}
:root { --brand: ${brand}; --on-brand: ${onBrand}; }
header { font-weight: 600; font-size: 1.125rem; text-align: center; }
header img { display: block; max-width: 12rem; max-height: 4rem; padding: .5rem .75rem; border-radius: .5rem;
  background: #fff; }
main { background: linear-gradient(var(--brand) .375rem, var(--card) .375rem); }
h2 { margin: 1.25rem 0 0; font-size: 1em; }
dl { margin: 1.25rem 0 0; border-top: 1px solid var(--line); padding-top: .75rem; }
h2 + dl { margin-top: .25rem; border: 0; padding: 0; }
dl div { display: flex; flex-wrap: wrap; gap: 0 1rem; padding: .1875rem 0; }
dt { flex: 1 1 8rem; color: var(--soft); }
dd { margin: 0 0 0 auto; text-align: end; }
h2 + dl dt { color: inherit; }
.total { margin-top: .5rem; }
.total div:first-child, .total div:first-child dt { color: inherit; font-weight: 600; }
.button { display: block; width: 100%; margin-top: 1.5rem; padding: .75rem 1rem; border: 1px solid var(--on-brand);
  border-radius: .625rem; background: var(--brand); color: var(--on-brand); font: inherit; font-weight: 600;
  text-align: center; text-decoration: none; cursor: pointer; }
footer { width: min(28rem, 100vw - 2rem); text-align: center; color: var(--soft); font-size: .9375rem; }
ul { display: flex; flex-wrap: wrap; justify-content: center; gap: .25rem 1.25rem; margin: .25rem 0 0; padding: 0;
  list-style: none; }
footer a { display: inline-block; padding: .25rem 0; }
`;
}
