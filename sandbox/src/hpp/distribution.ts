import { Fault, Json } from '../check.js';
import { isCountry } from './countries.js';
import { ApiError, badValue, notFound } from '../http/errors.js';
import type { HppSession } from '../state.js';
import type { World } from '../world.js';
import { checkDistribution } from './schema.js';
import { isFinal } from './sessions.js';
import { invitation } from './invitation.js';

const missing = (name: string): ApiError =>
  new ApiError(400, 'MISSING_CONTACT_DATA', [`contact_information.${name} is needed for this method`]);

const violation = (message: string): ApiError => new ApiError(400, 'CONSTRAINT_VIOLATION', [message]);

const emailAddress = /^[^\s@<>"(),:;\\[\]]+@[^\s@.]+(\.[^\s@.]+)*\.[A-Za-z]{2,}$/;
const phoneNumber = /^\+?[\d\s()-]{5,20}$/;
/** The three shapes of an access id in the official description. */
const accessId = /^(klarna:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{12}|\d{6})$/i;

/** Sends a session's link to the consumer (docs.kustom.co, hpp: distribute session). */
export function distribute(world: World, session: HppSession, given: Json, link: string): void {
  const faults: Fault[] = [];
  checkDistribution(given, '', faults);
  if (faults.length) throw badValue(faults, 'CONSTRAINT_VIOLATION');
  if (isFinal(session)) throw violation(`Session is ${session.status.toLowerCase()}`);
  const contact = given.contact_information as Record<string, string | undefined>;
  if (world.limits.quota) demandQuota(world, given.method as string);
  switch (given.method) {
    case 'email':
      return byMail(world, session, contact, link);
    case 'sms':
      return bySms(world, session, contact, link);
    default:
      if (!contact.access_id) throw missing('access_id');
      if (!accessId.test(contact.access_id)) throw notFound('Access token was not found');
  }
}

function byMail(
  world: World,
  session: HppSession,
  contact: Record<string, string | undefined>,
  link: string,
): void {
  if (!contact.email) throw missing('email');
  if (!emailAddress.test(contact.email)) throw violation('contact_information.email is no e-mail address');
  const { subject, text, html } = invitation(world, session, link);
  session.contact = { ...session.contact, email: contact.email };
  world.journal.mail.add({
    at: world.clock.iso(),
    from: senders.email!,
    to: contact.email,
    subject,
    text,
    html,
  });
}

function bySms(
  world: World,
  session: HppSession,
  contact: Record<string, string | undefined>,
  link: string,
): void {
  if (!contact.phone) throw missing('phone');
  if (!contact.phone_country) throw missing('phone_country');
  if (!isCountry(contact.phone_country)) {
    throw new ApiError(400, 'UNSUPPORTED_COUNTRY', ['contact_information.phone_country is not supported']);
  }
  if (!phoneNumber.test(contact.phone)) throw violation('contact_information.phone is no phone number');
  const { text } = invitation(world, session, link);
  session.contact = { ...session.contact, phone: contact.phone };
  world.journal.sms.add({
    at: world.clock.iso(),
    from: senders.sms!,
    to: contact.phone,
    subject: null,
    text,
    html: null,
  });
}

/** What a test account may send in a day (docs.klarna.com, distribute session); counted while limits are on. */
const daily: Record<string, number> = { email: 100, sms: 20 };
const senders: Record<string, string> = { email: 'Klarna <noreply@klarna.example>', sms: 'Klarna' };
const dayMs = 24 * 60 * 60 * 1000;

function demandQuota(world: World, method: string): void {
  const most = daily[method];
  if (most === undefined) return;
  const sent = method === 'email' ? world.journal.mail : world.journal.sms;
  const since = world.clock.iso(world.clock.now() - dayMs);
  if (sent.list().filter((each) => each.at > since && each.from === senders[method]).length >= most) {
    throw new ApiError(429, 'TOO_MANY_REQUESTS', [`No more than ${most} messages a day`]);
  }
}
