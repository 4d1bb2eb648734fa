import { normalizePhone } from '../phone.js';

/** One spelling per recipient: e-mail in lower case, telephone in E.164. */
export function recipientKey(to: string): string {
  return to.includes('@') ? to.trim().toLowerCase() : (normalizePhone(to) ?? to);
}
