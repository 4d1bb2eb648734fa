import type { LineSubscription, ProductIdentifiers, ShippingAttributes } from '../klarna/index.js';
import { textFault } from '../../common/validation/plain-text.js';
import { LIMITS } from './order-limits.js';
import type { LineReport } from './order-line.fields.js';

/** What a line may tell beside its price; none of it changes the amounts. */
export interface LineDetails {
  /** Comes back whenever the order is read at the provider. */
  merchantData?: string | null;
  productIdentifiers?: ProductIdentifiers | null;
  subscription?: LineSubscription | null;
  shippingAttributes?: ShippingAttributes | null;
}

const DETAILS = ['merchantData', 'productIdentifiers', 'subscription', 'shippingAttributes'] as const;

/** Limits of the details (docs.klarna.com, checkout API: product identifiers, subscription, shipping attributes). */
export function checkDetails(line: LineDetails, report: LineReport): void {
  const checkText = (path: Parameters<LineReport>[0], text: string | null | undefined, max: number) => {
    const wrong = text == null ? null : textFault(text, max, 0);
    if (wrong !== null) report(path, wrong, `at most ${max} characters of plain text`);
  };
  checkText('merchantData', line.merchantData, LIMITS.merchantData);
  for (const [field, max] of Object.entries(LIMITS.productIdentifiers)) {
    const text = line.productIdentifiers?.[field as keyof ProductIdentifiers];
    checkText(`productIdentifiers.${field}`, text, max);
  }
  checkText('subscription.name', line.subscription?.name, LIMITS.name);
  const { subscription, shippingAttributes } = line;
  if (
    subscription &&
    !(Number.isSafeInteger(subscription.intervalCount) && subscription.intervalCount >= 1)
  ) {
    report('subscription.intervalCount', 'Give how many intervals lie between two charges.', '1 or more');
  }
  for (const field of ['weightGrams', 'heightMm', 'widthMm', 'lengthMm'] as const) {
    const size = shippingAttributes?.[field];
    if (size != null && !(Number.isSafeInteger(size) && size >= 0)) {
      report(`shippingAttributes.${field}`, 'Give a whole number from 0.', '0 or more');
    }
  }
  shippingAttributes?.tags?.forEach((tag, i) =>
    checkText(`shippingAttributes.tags.${i}`, tag, LIMITS.reference),
  );
}

/** Those that are given. */
export function detailsOf(line: LineDetails): LineDetails {
  return Object.fromEntries(
    DETAILS.flatMap((name) => (line[name] == null ? [] : [[name, line[name]] as const])),
  );
}
