import type { Report } from './fault.js';
import { LIMITS } from './order-limits.js';
import { checkDetails } from './order-line.details.js';
import { LINE_TYPES, type DraftLine } from './order-line.js';
import { textFault, urlFault } from '../../common/validation/plain-text.js';

type LineField = Extract<keyof DraftLine, string>;
export type LineReport = Report<LineField | `${LineField}.${string}`>;

/** Type, texts and addresses of a line (docs.klarna.com, checkout API: order line). */
export function checkTexts(line: DraftLine, report: LineReport): void {
  if (line.type != null && !LINE_TYPES.includes(line.type)) {
    report('type', `Use one of the line types ${LINE_TYPES.join(', ')}.`);
  }
  const check = (field: 'reference' | 'name' | 'quantityUnit', max: number, min: number) => {
    const text = field === 'name' ? (line.name ?? '') : line[field];
    const wrong = text == null ? null : textFault(text, max, min);
    if (wrong !== null) report(field, wrong, `${min} to ${max} characters of plain text`);
  };
  check('reference', LIMITS.reference, 0);
  check('name', LIMITS.name, 1);
  check('quantityUnit', LIMITS.quantityUnit, 1);
  for (const field of ['productUrl', 'imageUrl'] as const) {
    const url = line[field];
    const wrong = url == null ? null : urlFault(url, LIMITS.url);
    if (wrong !== null) report(field, wrong);
  }
  checkDetails(line, report);
}

/**
 * The numbers of a line, one by one. A quantity of 0 passes, as at the provider: such a line charges nothing.
 * @returns whether they can be reckoned with
 */
export function checkNumbers(line: DraftLine, pricesIncludeTax: boolean, report: LineReport): boolean {
  let usable = true;
  const refuse: LineReport = (...fault) => {
    usable = false;
    report(...fault);
  };
  if (!isCount(line.quantity)) {
    refuse(
      'quantity',
      'Give a whole number from 0; for weights count in a small unit, such as g.',
      '0 or more',
    );
  }
  checkUnitPrice(line, refuse);
  checkTaxRate(line.taxRate, pricesIncludeTax, refuse);
  const discount = line.totalDiscountAmount ?? 0;
  if (!isCount(discount) || discount > LIMITS.discount) {
    const message = 'Give the discount of the whole line as a positive whole number of minor units.';
    refuse('totalDiscountAmount', message, `0 to ${LIMITS.discount}`);
  }
  return usable;
}

function checkUnitPrice(line: DraftLine, refuse: LineReport): void {
  if (line.unitPrice != null && line.unitPriceExcludingTax != null) {
    return refuse('unitPriceExcludingTax', 'Give unitPrice or unitPriceExcludingTax, not both.');
  }
  const field = line.unitPriceExcludingTax != null ? 'unitPriceExcludingTax' : 'unitPrice';
  const price = line[field];
  if (price == null) return refuse(field, 'Give unitPrice (with tax) or unitPriceExcludingTax.');
  if (!Number.isSafeInteger(price)) return refuse(field, 'Give a whole number of minor units.');
  if (price > LIMITS.lineAmount) {
    refuse(
      field,
      `A unit may cost at most ${LIMITS.lineAmount} minor units.`,
      `at most ${LIMITS.lineAmount}`,
    );
  }
}

function checkTaxRate(taxRate: number, pricesIncludeTax: boolean, refuse: LineReport): void {
  if (!isCount(taxRate) || taxRate > LIMITS.taxRate) {
    const message = 'Give the rate in hundredths of a percent: 2550 is 25.5 %.';
    return refuse('taxRate', message, `0 to ${LIMITS.taxRate}`);
  }
  if (!pricesIncludeTax && taxRate !== 0) {
    const message = 'In this country prices exclude tax: set the rate to 0 and add a line of type SALES_TAX.';
    refuse('taxRate', message, '0');
  }
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}
