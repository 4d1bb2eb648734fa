import { isObject, Json } from '../check.js';
import type { HppSession } from '../state.js';
import type { World } from '../world.js';

/** The session as read-session and the status callback show it. */
export function presentSession(world: World, session: HppSession): Json {
  const shown: Json = {
    session_id: session.id,
    status: session.status,
    updated_at: world.clock.iso(session.updatedAt),
    expires_at: world.clock.iso(session.expiresAt),
  };
  if (session.status === 'COMPLETED') {
    shown.order_id = session.orderId;
    shown.klarna_reference = world.state.managed.get(session.orderId)?.reference;
  }
  if (session.status === 'MANUAL_ID_CHECK' && session.identification) {
    const customer = customerOf(world, session);
    shown.manual_identification = {
      challenge: session.identification.challenge,
      customer,
      customer_obfuscated: obfuscated(customer),
      expires_at: world.clock.iso(session.identification.expiresAt),
    };
  }
  return shown;
}

/** The answer to create-session: every address a caller may need, none of them to be rebuilt. */
export function presentCreated(world: World, session: HppSession, base: string): Json {
  const api = `${base}/hpp/v1/sessions/${session.id}`;
  const pages = `${base}/${world.account(session.merchantId).region}/hpp/payments`;
  const module = `${base}/${world.account(session.merchantId).region}/hpp/distribution-module`;
  return {
    session_id: session.id,
    session_url: api,
    redirect_url: `${pages}/${session.code}`,
    qr_code_url: `${pages}/${session.qrId}/qr`,
    distribution_url: `${api}/distribution`,
    manual_identification_check_url: `${api}/manual-id-check`,
    expires_at: world.clock.iso(session.expiresAt),
    distribution_module: {
      token: session.moduleToken,
      standalone_url: `${module}/{{profile_id}}/{{view_id}}?token=${session.moduleToken}`,
      generation_url: `${api}/distribution-module/token`,
    },
  };
}

function customerOf(world: World, session: HppSession): Record<string, string> {
  const body = world.state.orders.get(session.orderId)?.body ?? {};
  const address = isObject(body.billing_address) ? body.billing_address : {};
  const customer = isObject(body.customer) ? body.customer : {};
  return {
    given_name: String(address.given_name ?? 'Testperson'),
    family_name: String(address.family_name ?? 'Approved'),
    date_of_birth: String(customer.date_of_birth ?? '1987-08-15'),
  };
}

/** First letters only, the rest hidden. */
const obfuscated = (customer: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(customer).map(([name, value]) => [name, value.slice(0, 1).padEnd(value.length, '*')]),
  );
