import type { Merchant } from '../../src/modules/merchants/index.js';
import { linkPage } from '../../src/modules/short-links/pages/link-page.js';
import { PAGE_KINDS, type PageName } from '../../src/modules/short-links/pages/page-kinds.js';
import { pageLanguage } from '../../src/modules/short-links/pages/page-strings.js';
import { BLOMSTERHUSET } from '../support/pages.js';

export const PAGE_NAMES = Object.keys(PAGE_KINDS) as PageName[];

const line = {
  type: 'PHYSICAL',
  unitPriceMinor: 99_950,
  taxRate: 2_500,
  totalDiscountAmountMinor: 0,
} as const;
const PURCHASE = {
  reference: 'ORDER-2026-11-24-000017',
  country: 'SE',
  currency: 'SEK',
  amountMinor: 12_345_678,
  taxAmountMinor: 2_469_136,
  lines: [
    {
      ...line,
      name: 'Wool socks, merino',
      quantity: 2,
      totalAmountMinor: 199_900,
      totalTaxAmountMinor: 39_980,
    },
    {
      ...line,
      name: 'Donaudampfschifffahrtsgesellschaftskapitänsmütze',
      quantity: 1,
      totalAmountMinor: 12_145_778,
      totalTaxAmountMinor: 2_429_156,
    },
  ],
};

/** A page as it is served, with as much on it as can be: action, request for a new link, contacts, long words. */
export function samplePage(name: PageName, language: string, looks: Partial<Merchant> = {}): string {
  const merchant = { ...BLOMSTERHUSET, logoUrl: null, ...looks } as Merchant;
  if (name === 'unknown') return linkPage(name, pageLanguage(language)).html;
  return linkPage(name, pageLanguage(language), {
    merchant,
    purchase: PURCHASE,
    actionUrl: 'https://pay.example/l/code',
    askUrl: PAGE_KINDS[name].httpStatus === 410 ? 'https://pay.example/l/code/new-link' : undefined,
  }).html;
}
