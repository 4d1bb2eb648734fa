import type { LineType } from './order-line.js';

/** How the sale is made. */
export const CHANNELS = ['ECOMMERCE', 'IN_STORE', 'TELESALES'] as const;
export type Channel = (typeof CHANNELS)[number];

export type RedirectUrl = 'success' | 'cancel' | 'back' | 'failure' | 'error';
export type Delivery = 'REDIRECT' | 'EMAIL' | 'SMS' | 'QR_CODE';

/** One rule, its value for each channel, and where it is written; "inferred" where no page says it outright. */
type Rule<Value> = Readonly<Record<Channel, Value> & { source: string }>;

/** What differs between the channels. Read as `CHANNEL_RULES.cancelIsFinal[channel]`. */
export const CHANNEL_RULES: {
  /** The order's option `acquiring_channel`. */
  acquiringChannel: Rule<Channel>;
  /** The usual ways to hand over the link. Advice: the link works however it travels. */
  deliveries: Rule<readonly Delivery[]>;
  /** The landing pages a consumer can reach. Advice: the provider takes all five. */
  redirectUrls: Rule<readonly RedirectUrl[]>;
  /** Whether a consumer's cancel ends the session; otherwise it acts as back. */
  cancelIsFinal: Rule<boolean>;
  /** Whether a clerk may be asked to check who the consumer is. */
  manualIdentification: Rule<boolean>;
  /** Whether every order must carry extra merchant data, whatever is sold. */
  extraMerchantData: Rule<boolean>;
  /** Whether goods change hands at once, which auto-capture is meant for. */
  handedOverAtOnce: Rule<boolean>;
} = {
  acquiringChannel: {
    ECOMMERCE: 'ECOMMERCE',
    IN_STORE: 'IN_STORE',
    TELESALES: 'TELESALES',
    source: 'checkout API: options (TELESALES over its synonym MOTO: inferred)',
  },
  deliveries: {
    ECOMMERCE: ['REDIRECT'],
    IN_STORE: ['QR_CODE', 'EMAIL', 'SMS'],
    TELESALES: ['EMAIL', 'SMS'],
    source: 'hosted payment page: use cases',
  },
  redirectUrls: {
    ECOMMERCE: ['success', 'back', 'failure', 'error'],
    IN_STORE: ['success', 'cancel', 'failure', 'error'],
    TELESALES: ['success', 'cancel', 'failure', 'error'],
    source: 'hosted payment page: distribute (back and cancel exclude each other)',
  },
  cancelIsFinal: {
    ECOMMERCE: false,
    IN_STORE: true,
    TELESALES: true,
    source: 'hosted payment page: distribute',
  },
  manualIdentification: {
    ECOMMERCE: false,
    IN_STORE: true,
    TELESALES: false,
    source: 'hosted payment page API: session status (limited to stores: inferred)',
  },
  extraMerchantData: {
    ECOMMERCE: false,
    IN_STORE: true,
    TELESALES: false,
    source: 'checkout: extra merchant data',
  },
  handedOverAtOnce: {
    ECOMMERCE: false,
    IN_STORE: true,
    TELESALES: false,
    source: 'auto-capture (stated for payments; for checkout inferred)',
  },
};

/**
 * Options of a checkout order that need a merchant's page around the checkout, with the value they take on the hosted
 * page, where no script could answer. Source: hosted payment page: checkout orders (inferred from working plug-ins).
 */
export const OPTIONS_WITHOUT_PAGE = { requireClientValidation: false } as const;

/**
 * Whether auto-capture takes the provider's approval: it is meant for sales in a store, and for digital goods,
 * vouchers, services and what is delivered within a day. Services and fast deliveries cannot be told from the lines,
 * nor approval from here, so this is advice and never a fault.
 * Source: docs.klarna.com, auto-capture (stated for payments).
 */
export function autoCaptureNeedsApproval(channel: Channel, lineTypes: readonly LineType[]): boolean {
  if (CHANNEL_RULES.handedOverAtOnce[channel]) return false;
  return lineTypes.includes('PHYSICAL');
}
