import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { EmbeddedPostgresError } from './embedded-postgres-binaries.js';

const run = promisify(execFile);

const NOBODY = 65534;

/** Puts a command into the form in which PostgreSQL accepts to run. */
export type AsServerUser = (command: string, args: string[]) => [command: string, args: string[]];

/**
 * PostgreSQL refuses to run as root, so root's programs start it in a user namespace, where root is nobody in
 * particular and yet owns its files. Where namespaces are not permitted (many containers), and where the data
 * belongs to somebody else, it runs as the data's owner, with the right to pass folders that only root may enter.
 * @param dataDir the cluster's folder; it need not exist yet
 * @throws EmbeddedPostgresError when neither is possible
 */
export async function serverUser(dataDir: string): Promise<AsServerUser> {
  if (process.getuid?.() !== 0) return (command, args) => [command, args];
  const owner = await stat(dataDir).then(
    ({ uid }) => uid,
    () => undefined,
  );
  if (!owner && (await works('unshare', ['--user', 'true']))) {
    return (command, args) => ['unshare', ['--user', command, ...args]];
  }
  const uid = owner || NOBODY;
  const options = [
    `--reuid=${uid}`,
    `--regid=${uid}`,
    '--clear-groups',
    '--inh-caps=+dac_override',
    '--ambient-caps=+dac_override',
  ];
  if (!(await works('setpriv', [...options, 'true']))) {
    throw new EmbeddedPostgresError(
      'PostgreSQL does not run as root, and neither unshare nor setpriv (util-linux) can change that here: ' +
        'start the program as another user, or give a DATABASE_URL',
    );
  }
  if (owner === 0) await run('chown', ['-R', `${uid}:${uid}`, dataDir]);
  return (command, args) => ['setpriv', [...options, command, ...args]];
}

function works(command: string, args: string[]): Promise<boolean> {
  return run(command, args).then(
    () => true,
    () => false,
  );
}
