import {
  SESSION_STATUSES,
  type CreatedSession,
  type HostedPageOptions,
  type NewHostedSession,
  type ProviderDistribution,
  type SessionReading,
} from '../hosted-session.js';
import { given, recognise, type WireObject } from './wire-object.js';

export function hostedSessionToWire({ orderUrl, merchantUrls, options, profileId }: NewHostedSession) {
  return given({
    payment_session_url: orderUrl,
    profile_id: profileId,
    merchant_urls: given({
      success: merchantUrls.success,
      cancel: merchantUrls.cancel,
      back: merchantUrls.back,
      failure: merchantUrls.failure,
      error: merchantUrls.error,
      status_update: merchantUrls.statusUpdate,
    }),
    options: options && optionsToWire(options),
  });
}

function optionsToWire(options: HostedPageOptions) {
  return given({
    page_title: options.pageTitle,
    logo_url: options.logoUrl,
    background_images: options.backgroundImages?.map(({ url, width }) => ({ url, width })),
    purchase_type: options.purchaseType,
    show_subtotal_detail: options.hideSubtotal ? 'HIDE' : undefined,
  });
}

export function distributionToWire(distribution: ProviderDistribution) {
  return distribution.method === 'EMAIL'
    ? { method: 'email', contact_information: { email: distribution.email } }
    : {
        method: 'sms',
        contact_information: { phone: distribution.phone, phone_country: distribution.phoneCountry },
      };
}

export function readCreatedSession(body: WireObject): CreatedSession {
  return {
    sessionId: body.string('session_id'),
    redirectUrl: body.string('redirect_url'),
    qrCodeUrl: body.stringOrNull('qr_code_url'),
    distributionUrl: body.stringOrNull('distribution_url'),
    manualIdentificationUrl: body.stringOrNull('manual_identification_check_url'),
    expiresAt: body.instant('expires_at'),
  };
}

export function readSession(body: WireObject): SessionReading {
  return {
    sessionId: body.string('session_id'),
    status: recognise(SESSION_STATUSES, body.string('status')),
    orderId: body.stringOrNull('order_id'),
    klarnaReference: body.stringOrNull('klarna_reference'),
    updatedAt: body.instantOrNull('updated_at'),
    expiresAt: body.instantOrNull('expires_at'),
  };
}
