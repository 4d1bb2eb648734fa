import type { LineType } from './order-line.js';

/** How the sale is made; the names are those of the order option acquiring_channel. */
export type Channel = 'ECOMMERCE' | 'IN_STORE' | 'TELESALES';
export type RedirectUrl = 'success' | 'cancel' | 'back' | 'failure' | 'error';
export type Delivery = 'REDIRECT' | 'EMAIL' | 'SMS' | 'QR_CODE';

export interface ChannelRules {
  /** options.acquiring_channel of the order (checkout API: options; default ECOMMERCE). */
  acquiringChannel: Channel;
  /** The usual ways to hand over the link (hosted payment page: use cases). */
  deliveries: readonly Delivery[];
  /** Landing pages that make sense: outside e-commerce nobody comes from a page to go back to (hosted payment page: use cases). */
  redirectUrls: readonly RedirectUrl[];
  /** Whether the consumer's cancel ends the session; in e-commerce it acts as back (hosted payment page: tracking). */
  cancelIsFinal: boolean;
  /** A clerk may be asked to check the consumer's identity (hosted payment page: in-store). */
  manualIdentification: boolean;
  /** The provider demands extra merchant data for every order (checkout: extra merchant data). */
  extraMerchantData: boolean;
  /** Goods change hands at once, one of the cases auto-capture is meant for (auto-capture). */
  handedOverAtOnce: boolean;
}

export const CHANNELS: ReadonlyMap<string, ChannelRules> = new Map<Channel, ChannelRules>([
  [
    'ECOMMERCE',
    {
      acquiringChannel: 'ECOMMERCE',
      deliveries: ['REDIRECT', 'EMAIL', 'SMS', 'QR_CODE'],
      redirectUrls: ['success', 'cancel', 'back', 'failure', 'error'],
      cancelIsFinal: false,
      manualIdentification: false,
      extraMerchantData: false,
      handedOverAtOnce: false,
    },
  ],
  [
    'IN_STORE',
    {
      acquiringChannel: 'IN_STORE',
      deliveries: ['QR_CODE', 'EMAIL', 'SMS'],
      redirectUrls: ['success', 'cancel', 'failure', 'error'],
      cancelIsFinal: true,
      manualIdentification: true,
      extraMerchantData: true,
      handedOverAtOnce: true,
    },
  ],
  [
    'TELESALES',
    {
      acquiringChannel: 'TELESALES',
      deliveries: ['EMAIL', 'SMS'],
      redirectUrls: ['success', 'cancel', 'failure', 'error'],
      cancelIsFinal: true,
      manualIdentification: false,
      extraMerchantData: false,
      handedOverAtOnce: false,
    },
  ],
]);

/**
 * Options of a checkout order that need a merchant's page around the checkout, and are refused or switched off on the
 * hosted page: there is no page whose script could answer (hosted payment page: checkout orders).
 */
export const OPTIONS_WITHOUT_PAGE = { require_client_validation: false } as const;

const DELIVERED_AT_ONCE: readonly LineType[] = ['DIGITAL', 'GIFT_CARD'];

/**
 * Whether auto-capture needs the provider's approval: it is meant for sales in a store, and for digital goods,
 * vouchers, services and what is delivered within a day (docs.klarna.com, auto-capture; stated for payments).
 * Approval cannot be seen from here, so this is advice and never a fault.
 */
export function autoCaptureNeedsApproval(channel: Channel, lineTypes: readonly LineType[]): boolean {
  if (CHANNELS.get(channel)?.handedOverAtOnce) return false;
  const goods = lineTypes.filter((type) => type === 'PHYSICAL' || DELIVERED_AT_ONCE.includes(type));
  return goods.some((type) => !DELIVERED_AT_ONCE.includes(type));
}
