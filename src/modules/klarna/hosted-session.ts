/** A session of the Hosted Payment Page to be made around a Checkout order. */
export interface NewHostedSession {
  /** `orderUrl` of the Checkout order. */
  orderUrl: string;
  merchantUrls: HostedMerchantUrls;
  options?: HostedPageOptions | null;
  /** A set of options stored at the provider. */
  profileId?: string | null;
}

/**
 * Where the consumer's browser is sent, and where status changes are posted.
 * `{{session_id}}` anywhere and `{{order_id}}` in `success` are filled in by the provider, so the braces must
 * reach it as they are.
 */
export interface HostedMerchantUrls {
  success?: string | null;
  cancel?: string | null;
  back?: string | null;
  failure?: string | null;
  error?: string | null;
  statusUpdate?: string | null;
}

export type PurchaseType = 'BUY' | 'RENT' | 'BOOK' | 'SUBSCRIBE' | 'DOWNLOAD' | 'ORDER' | 'CONTINUE';

export interface HostedPageOptions {
  pageTitle?: string | null;
  logoUrl?: string | null;
  backgroundImages?: { url: string; width: number }[] | null;
  purchaseType?: PurchaseType | null;
  hideSubtotal?: boolean | null;
}

export interface CreatedSession {
  sessionId: string;
  /** Whoever holds it can open the payment: never logged. */
  redirectUrl: string;
  qrCodeUrl: string | null;
  distributionUrl: string | null;
  /** Where a clerk checks who the consumer is; opened with the provider's credentials. */
  manualIdentificationUrl: string | null;
  /** After this instant the consumer can no longer pay. */
  expiresAt: Date;
}

export const SESSION_STATUSES = [
  'WAITING',
  'BACK',
  'IN_PROGRESS',
  'MANUAL_ID_CHECK',
  'COMPLETED',
  'CANCELLED',
  'FAILED',
  'DISABLED',
  'ERROR',
] as const;
/** `UNRECOGNISED` is a status that the provider has added since: not final. */
export type KlarnaSessionStatus = (typeof SESSION_STATUSES)[number] | 'UNRECOGNISED';

export interface SessionReading {
  sessionId: string;
  status: KlarnaSessionStatus;
  /** The order at Order Management; the provider gives it once the session is completed. */
  orderId: string | null;
  klarnaReference: string | null;
  updatedAt: Date | null;
  expiresAt: Date | null;
}

export type DisableOutcome = 'DISABLED' | 'ALREADY_COMPLETED' | 'MISSING';

/** The provider's own sending of the link. */
export type ProviderDistribution =
  | { method: 'EMAIL'; email: string }
  /** `phoneCountry` is ISO 3166 alpha-2. */
  | { method: 'SMS'; phone: string; phoneCountry: string };
