import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, realpathSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import pg from 'pg';
import { findPostgresBinaries } from './embedded-postgres-binaries.js';
import { findServerProcess, hasEnded } from './embedded-postgres-process.js';
import { EmbeddedPostgresError, startEmbeddedPostgres, type EmbeddedPostgres } from './embedded-postgres.js';

/** One cluster for most tests, each of which starts and stops its server: making one is slow. */
const dataDir = mkdtempSync(join(tmpdir(), 'paylink-postgres-'));
const clusterDir = join(realpathSync(dataDir), 'postgres', 'data');
const servers: EmbeddedPostgres[] = [];
const programs: ChildProcess[] = [];

afterEach(async () => {
  for (const program of programs.splice(0)) program.kill('SIGKILL');
  for (const server of servers.splice(0)) await server.stop();
});

afterAll(() => rm(dataDir, { recursive: true, force: true }));

async function start(): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDir, fsync: false });
  servers.push(server);
  return server;
}

/** Another program on the same folder, up when this returns. */
async function startProgram(): Promise<{ program: ChildProcess; url: string }> {
  const module = pathToFileURL(join(import.meta.dirname, 'embedded-postgres.ts')).href;
  const code = `import { startEmbeddedPostgres } from ${JSON.stringify(module)};
    console.log((await startEmbeddedPostgres(${JSON.stringify({ dataDir, fsync: false })})).url);`;
  const program = spawn(
    process.execPath,
    ['--import', '@swc-node/register/esm-register', '--input-type=module', '--eval', code],
    { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, NODE_OPTIONS: '' } },
  );
  programs.push(program);
  const [url] = (await once(createInterface(program.stdout), 'line')) as [string];
  return { program, url };
}

async function kill(program: ChildProcess): Promise<void> {
  program.kill('SIGKILL');
  await once(program, 'exit');
}

const KEEP = 'drop table if exists kept; create table kept as select 42 as answer';

async function query<Row extends pg.QueryResultRow>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

async function serverPid(): Promise<number | undefined> {
  return (await findServerProcess(clusterDir))?.pid;
}

describe('the embedded PostgreSQL', () => {
  it('serves its own database, in UTC and UTF-8, to those who have the password', async () => {
    const { url } = await start();

    const [row] = await query(
      url,
      `select current_database() as database, current_setting('timezone') as zone,
              current_setting('server_encoding') as encoding, current_setting('max_connections') as connections,
              lower('ÅÄÖ') as lower`,
    );
    expect(row).toEqual({
      database: 'paylink',
      zone: 'UTC',
      encoding: 'UTF8',
      connections: '200',
      lower: 'åäö',
    });
    await expect(query(url.replace(/:[^:@]+@/, ':guess@'), 'select 1')).rejects.toMatchObject({
      code: '28P01',
    });
    const { mode } = await stat(join(dataDir, 'postgres', 'access.json'));
    expect(mode & 0o777).toBe(0o600);
  });

  it('stops, and keeps data and address over a restart', async () => {
    const first = await start();
    await query(first.url, KEEP);
    const pid = await serverPid();
    await first.stop();
    expect(await hasEnded(pid!)).toBe(true);

    const second = await start();

    expect(second.url).toBe(first.url);
    expect(await query(second.url, 'select answer from kept')).toEqual([{ answer: 42 }]);
  });

  it('is made once by programs that start at once, shared by them, and stopped by the last', async () => {
    const freshDir = await mkdtemp(join(tmpdir(), 'paylink-postgres-'));
    await mkdir(join(freshDir, 'postgres.new-0999999999-abandoned'));
    const startFresh = () => startEmbeddedPostgres({ dataDir: freshDir, fsync: false });
    const [one, other] = await Promise.all([startFresh(), startFresh()]);
    const { pid } = (await findServerProcess(join(freshDir, 'postgres', 'data')))!;
    expect(one.url).toBe(other.url);
    expect(await readdir(freshDir)).toEqual(['postgres']);

    await one.stop();
    expect(await query(other.url, 'select 1 as up')).toEqual([{ up: 1 }]);
    await other.stop();

    expect(await hasEnded(pid)).toBe(true);
    await rm(freshDir, { recursive: true });
  });

  it('joins the server that a killed program left behind', async () => {
    const { program, url } = await startProgram();
    const pid = await serverPid();
    await kill(program);

    const server = await start();

    expect(server.url).toBe(url);
    expect(await serverPid()).toBe(pid);
    await server.stop();
    expect(await hasEnded(pid!)).toBe(true);
  });

  it('recovers what was committed when program and server are both killed', async () => {
    const { program, url } = await startProgram();
    await query(url, KEEP);
    const pid = await serverPid();
    await kill(program);
    process.kill(pid!, 'SIGKILL');

    const server = await start();

    expect(await serverPid()).not.toBe(pid);
    expect(await query(server.url, 'select answer from kept')).toEqual([{ answer: 42 }]);
  });

  it('starts the server again when it dies under a living program', async () => {
    const server = await start();
    await query(server.url, KEEP);
    const pid = await serverPid();
    process.kill(pid!, 'SIGKILL');

    const again = await start();

    expect(again.url).toBe(server.url);
    expect(await query(server.url, 'select answer from kept')).toEqual([{ answer: 42 }]);
  });

  it('starts although the number in a leftover lock file belongs to somebody else by now', async () => {
    const server = await start();
    const lockFile = join(clusterDir, 'postmaster.pid');
    const text = await readFile(lockFile, 'utf8');
    await server.stop();
    await writeFile(lockFile, text.replace(/^\d+/, String(process.ppid)));

    const again = await start();

    expect(await query(again.url, 'select 1 as up')).toEqual([{ up: 1 }]);
  });

  it('starts although a machine that went down has left an empty lock file', async () => {
    const server = await start();
    await server.stop();
    const lockFile = join(clusterDir, 'postmaster.pid');
    await writeFile(lockFile, '');
    const aMinuteAgo = Date.now() / 1000 - 60;
    await utimes(lockFile, aMinuteAgo, aMinuteAgo);

    const again = await start();

    expect(await query(again.url, 'select 1 as up')).toEqual([{ up: 1 }]);
  });

  it('takes another port when its own is taken', async () => {
    const server = await start();
    const port = new URL(server.url).port;
    await server.stop();
    const accessFile = join(dataDir, 'postgres', 'access.json');
    const squatter = createServer().listen(Number(port), '127.0.0.1');
    await once(squatter, 'listening');

    const again = await start().finally(() => squatter.close());

    expect(new URL(again.url).port).not.toBe(port);
    expect(JSON.parse(await readFile(accessFile, 'utf8'))).toMatchObject({ port: Number(port) });
  });

  it('says what is wrong when it cannot start, and what to do', async () => {
    const server = await start();
    await server.stop();
    const versionFile = join(clusterDir, 'PG_VERSION');
    const version = await readFile(versionFile, 'utf8');
    await writeFile(versionFile, '9.6\n');

    const failure = await start().catch((error: unknown) => error);
    await writeFile(versionFile, version);

    expect(failure).toBeInstanceOf(EmbeddedPostgresError);
    expect(String(failure)).toMatch(/incompatible with server[\s\S]*DATA_DIR[\s\S]*DATABASE_URL/);
  });

  it('names PG_BIN_DIR when there is no PostgreSQL in it', async () => {
    await expect(findPostgresBinaries({ PG_BIN_DIR: clusterDir })).rejects.toThrow(/PG_BIN_DIR=.* holds no/);
  });
});
