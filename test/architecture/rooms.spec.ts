import { readdir, readFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');
const MODULES = join(ROOT, 'src/modules');
const MAX_LINES = 400;

/** Which rooms a room may enter; always through its index.ts. */
const MAY_ENTER: Record<string, string[]> = {
  klarna: [],
  access: [],
  events: ['access'],
  merchants: ['access'],
  observability: [],
  operations: ['access', 'events', 'klarna'],
  checkout: ['klarna'],
  hpp: ['klarna'],
  'order-management': ['access', 'checkout', 'events', 'klarna', 'operations'],
  'link-distribution': ['access', 'events', 'hpp', 'klarna', 'merchants', 'operations'],
  'payment-links': [
    'access',
    'checkout',
    'events',
    'hpp',
    'klarna',
    'link-distribution',
    'operations',
    'order-management',
  ],
  batches: ['access', 'operations', 'payment-links'],
  reconciliation: ['payment-links'],
  'short-links': [
    'access',
    'events',
    'hpp',
    'klarna',
    'link-distribution',
    'merchants',
    'operations',
    'payment-links',
  ],
  webhooks: ['access', 'events'],
};

interface Import {
  file: string;
  target: string;
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !/node_modules|\/dist\//.test(file));
}

async function importsIn(folder: string): Promise<Import[]> {
  const files = await filesIn(join(ROOT, folder));
  const imports = files.map(async (file) => {
    const source = await readFile(file, 'utf8');
    return [...source.matchAll(/from '(\.[^']+)'/g)].map(([, path]) => ({
      file,
      target: resolve(file, '..', path!),
    }));
  });
  return (await Promise.all(imports)).flat();
}

const roomOf = (path: string): string | undefined => /src\/modules\/([^/]+)/.exec(relative(ROOT, path))?.[1];

describe('the house', () => {
  it('lets rooms enter only those below them, by the front door', async () => {
    const wrong = (await importsIn('src')).filter(({ file, target }) => {
      const [from, to] = [roomOf(file), roomOf(target)];
      if (!to || from === to) return false;
      if (!from) return !target.endsWith('/index.js') || /src\/common/.test(file);
      return !MAY_ENTER[from]?.includes(to) || !target.endsWith('/index.js');
    });
    expect(wrong.map(({ file, target }) => `${relative(ROOT, file)} -> ${relative(ROOT, target)}`)).toEqual(
      [],
    );
  });

  it('knows every room', async () => {
    expect(Object.keys(MAY_ENTER).sort()).toEqual((await readdir(MODULES)).sort());
  });

  it('keeps program, sandbox and dashboard apart', async () => {
    const imports = [
      ...(await importsIn('src')),
      ...(await importsIn('sandbox')),
      ...(await importsIn('dashboard')),
    ];
    const part = (path: string): string => relative(ROOT, path).split('/')[0]!;
    const wrong = imports.filter(({ file, target }) => part(file) !== part(target));
    expect(wrong.map(({ file, target }) => `${relative(ROOT, file)} -> ${relative(ROOT, target)}`)).toEqual(
      [],
    );
  });

  it('has files that can be read in one sitting', async () => {
    const files = (
      await Promise.all(['src', 'sandbox', 'dashboard', 'test'].map((part) => filesIn(join(ROOT, part))))
    ).flat();
    const lengths = await Promise.all(
      files.map(async (file) => ({ file, lines: (await readFile(file, 'utf8')).split('\n').length })),
    );
    expect(
      lengths
        .filter(({ lines }) => lines > MAX_LINES)
        .map(({ file, lines }) => `${relative(ROOT, file)}: ${lines}`),
    ).toEqual([]);
  });

  it('speaks the provider’s wire language in one room', async () => {
    const files = (await filesIn(join(ROOT, 'src'))).filter((file) => roomOf(file) !== 'klarna');
    const sources = await Promise.all(
      files.map(async (file) => ({ file, source: await readFile(file, 'utf8') })),
    );
    const speaking = sources.filter(({ source }) =>
      /purchase_country|order_amount'|merchant_urls|payment_session_url/.test(source),
    );
    expect(speaking.map(({ file }) => relative(ROOT, file))).toEqual([]);
  });
});
