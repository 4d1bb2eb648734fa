import { parsePhoneNumberWithError } from 'libphonenumber-js';

import { Markup, markup } from '../../../common/html/markup.js';
import type { Merchant } from '../../merchants/index.js';
import { fill, type PageStrings } from './page-strings.js';

/** The shop at the top of a page: its logo, else its name. */
export function shopHeader({ name, logoUrl }: Merchant): Markup {
  return logoUrl
    ? markup`<header><img src="${logoUrl}" alt="${name}"></header>`
    : markup`<header>${name}</header>`;
}

/** How the shop is reached, at the foot of a page; nothing where it has not said. */
export function shopFooter(merchant: Merchant, { questions }: PageStrings): Markup | null {
  const contacts = contactsOf(merchant);
  if (contacts.length === 0) return null;
  return markup`<footer>
<p>${fill(questions, { merchant: merchant.name })}</p>
<ul>${contacts.map(({ href, text }) => markup`<li><a href="${href}">${text}</a></li>`)}</ul>
</footer>`;
}

function contactsOf({ contactEmail, contactPhone, contactUrl }: Merchant): { href: string; text: string }[] {
  const phone = contactPhone ? parsePhoneNumberWithError(contactPhone) : null;
  return [
    contactEmail && {
      href: `mailto:${encodeURIComponent(contactEmail).replace('%40', '@')}`,
      text: contactEmail,
    },
    phone && { href: phone.getURI(), text: phone.formatInternational() },
    contactUrl && { href: contactUrl, text: new URL(contactUrl).host },
  ].filter((contact) => contact !== null && contact !== '');
}
