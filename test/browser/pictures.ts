import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import type { Page } from 'playwright-core';

/** SCREENSHOTS=docs npm run test:browser keeps what pages and e-mails look like, in docs/pages and docs/mails. */
const FOLDER = process.env['SCREENSHOTS'];

/** The logo of the shop that is pictured, served at its address. */
export const LOGO_URL = 'https://cdn.blomster.example/logo.png';
export const LOGO = `<svg xmlns="http://www.w3.org/2000/svg" width="180" height="40"><rect width="40" height="40" rx="8" fill="#0b6e4f"/>
<text x="52" y="28" font-size="22" font-family="sans-serif" fill="#0b6e4f">Blomster</text></svg>`;

/** Keeps the whole of it, where pictures are wanted. @param name below the folder, without ending */
export async function picture(page: Page, name: string): Promise<void> {
  if (!FOLDER) return;
  const path = join(FOLDER, `${name}.png`);
  await mkdir(dirname(path), { recursive: true });
  await page.screenshot({ path, fullPage: true });
}
