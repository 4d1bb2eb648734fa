import { autoCaptureNeedsApproval, type Channel, CHANNEL_RULES, type RedirectUrl } from './channels.js';
import type { BuiltOrder } from './checkout-order.builder.js';
import type { CheckoutSettings } from './checkout-settings.js';

/** Something that is sent, but may not do what was meant. */
export interface Advice {
  /** Path of the input field. */
  path: string;
  message: string;
}

interface Asked {
  locale: string;
  channel: Channel;
  autoCapture: boolean;
  redirectUrls?: Partial<Record<RedirectUrl, string | null>> | null;
  checkout?: CheckoutSettings | null;
}

const REDIRECT_URLS: readonly RedirectUrl[] = ['success', 'cancel', 'back', 'failure', 'error'];

/** What the rules of locales and channels say about an order that can be sent. Pure. */
export function adviceOn(asked: Asked, order: BuiltOrder): Advice[] {
  const { channel } = asked;
  const advice: Advice[] = [];
  if (order.localeFellBack) {
    const message = `${asked.locale} is not offered; the page will speak ${order.locale}.`;
    advice.push({ path: 'locale', message });
  }
  const types = order.lines.map(({ type }) => type);
  if (asked.autoCapture && autoCaptureNeedsApproval(channel, types)) {
    const message = "Capturing physical goods on payment takes the provider's approval, or it refuses.";
    advice.push({ path: 'autoCapture', message });
  }
  for (const name of REDIRECT_URLS) {
    if (!asked.redirectUrls?.[name] || CHANNEL_RULES.redirectUrls[channel].includes(name)) continue;
    const message = `No consumer is sent there: with ${channel} the page offers no ${name}.`;
    advice.push({ path: `redirectUrls.${name}`, message });
  }
  const reason = wantsExtraMerchantData(channel, order);
  if (reason && !asked.checkout?.extraMerchantData) {
    advice.push({ path: 'checkout.extraMerchantData', message: `The provider demands it for ${reason}.` });
  }
  return advice;
}

/** For what the provider demands it, as far as the order shows (docs.kustom.co, extra merchant data). */
function wantsExtraMerchantData(channel: Channel, { lines }: BuiltOrder): string | null {
  if (CHANNEL_RULES.extraMerchantData[channel]) return 'sales in a store';
  return lines.some(({ subscription }) => subscription) ? 'subscriptions' : null;
}
