import { accessSync, constants } from 'node:fs';

import axe from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';

const PLACES = [
  process.env['CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

/** @throws Error that says how to get a browser. @param args of the command line */
export function startChromium(args: string[] = []): Promise<Browser> {
  const executablePath = PLACES.find(isThere);
  if (!executablePath) {
    throw new Error(
      'No Chromium was found. Install it ("apt-get install chromium"), or name it in the variable CHROMIUM.',
    );
  }
  // Chromium's own sandbox does not work for root, as which containers run.
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({ executablePath, args: [...asRoot, ...args] });
}

/** Every rule that axe finds broken, with what breaks it. @param except rules that are not for such a document */
export async function violations(
  page: Page,
  except: string[] = [],
): Promise<{ rule: string; nodes: string[] }[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source);
  const found = await page.evaluate(() =>
    (globalThis as unknown as { axe: typeof axe }).axe.run({ resultTypes: ['violations'] }),
  );
  const broken = found.violations.filter(({ id }) => !except.includes(id));
  return broken.map(({ id, nodes }) => ({ rule: id, nodes: nodes.map(({ html }) => html) }));
}

function isThere(path: string | undefined): path is string {
  if (!path) return false;
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
