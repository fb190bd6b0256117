import { execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { freePort } from '../../src/cli/free-port.ts';
import { postgresAccount, postgresBins } from '../../src/cli/postgres-programs.ts';

const binOf = (folder: string): string | null => (existsSync(join(folder, 'initdb')) ? folder : null);

/** Where the server's programs are: of Debian's packages the newest, else on the PATH; null where there are none. */
export const postgresBin = (): string | null =>
  [...postgresBins(), ...(process.env.PATH ?? '').split(':')].map(binOf).find(found => found !== null) ??
  null;

const answers = async (url: string): Promise<void> => {
  for (let left = 1_200; ; left -= 1) {
    const client = new pg.Client({ connectionString: url });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      if (left === 0) throw error;
      await new Promise(resolve => setTimeout(resolve, 50));
    }
  }
};

export type PostgresServer = {
  /** of its database `postgres`, as its superuser */
  readonly url: string;
  readonly start: () => Promise<void>;
  /** at once, as if the plug was pulled, or when the connections are closed */
  readonly stop: (how: 'at once' | 'fast') => Promise<void>;
  readonly remove: () => Promise<void>;
};

/** A PostgreSQL server of its own on loopback, in a temporary folder. `durable: false` waits for no disk. */
export const postgresServer = async ({ durable = false } = {}): Promise<PostgresServer> => {
  const bin = postgresBin();
  if (bin === null) throw new Error('there is no PostgreSQL on this machine: install postgresql');
  const folder = mkdtempSync(join(tmpdir(), 'vigil-pg-'));
  const who = postgresAccount();
  if (who.uid !== undefined && who.gid !== undefined) chownSync(folder, who.uid, who.gid);
  const data = join(folder, 'data');
  const init = ['-D', data, '-U', 'postgres', '--auth=trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync'];
  execFileSync(join(bin, 'initdb'), init, { ...who, cwd: folder, stdio: 'ignore' });
  const port = await freePort();
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  const settings = { port, listen_addresses: '127.0.0.1', unix_socket_directories: '', max_connections: 200 };
  const quick = durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };
  const args = Object.entries({ ...settings, ...quick }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ]);
  let running: ReturnType<typeof spawn> | null = null;
  const start = async (): Promise<void> => {
    running = spawn(join(bin, 'postgres'), ['-D', data, ...args], { ...who, cwd: folder, stdio: 'ignore' });
    await answers(url);
  };
  const stop = (how: 'at once' | 'fast'): Promise<void> =>
    new Promise(resolve => {
      if (!running) return resolve();
      running.once('exit', () => resolve());
      running.kill(how === 'fast' ? 'SIGINT' : 'SIGQUIT');
      running = null;
    });
  await start();
  return {
    url,
    start,
    stop,
    remove: async () => {
      await stop('at once');
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

const asked = async (url: string, text: string): Promise<void> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(text).finally(() => client.end());
};

const othersTerminated = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
  WHERE datname = current_database() AND pid <> pg_backend_pid() AND NOT pid = ANY ($1)`;

/** Empties every table, whatever refers to what, and begins every count anew; as it was migrated. */
const emptied = `DO $$
  DECLARE one record; has_rows boolean;
  BEGIN
    SET LOCAL session_replication_role = replica;
    FOR one IN SELECT oid::regclass AS name, relkind FROM pg_class
      WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'S') LOOP
      IF one.relkind = 'S' THEN PERFORM setval(one.name, 1, false);
      ELSE
        EXECUTE format('SELECT EXISTS (SELECT 1 FROM %s)', one.name) INTO has_rows;
        IF has_rows THEN EXECUTE format('DELETE FROM %s', one.name); END IF;
      END IF;
    END LOOP;
  END $$`;

/**
 * Makes a database as if it had just been migrated, over a connection that knows its tables already. Whoever is still
 * connected is thrown out, but for the processes that are spared.
 */
export const emptierOf = async (
  url: string,
  spared: () => Promise<readonly number[]>,
): Promise<() => Promise<void>> => {
  const client = new pg.Client({ connectionString: url });
  // the server is stopped before it
  client.on('error', () => undefined);
  await client.connect();
  // the types do not know it
  (client as unknown as { readonly unref: () => void }).unref();
  return async () => {
    await client.query({ name: 'others', text: othersTerminated, values: [await spared()] });
    await client.query(emptied);
  };
};

const inDatabase = (url: string, name: string): string => {
  const address = new URL(url);
  address.pathname = `/${name}`;
  return address.href;
};

let made = 0;

/** A database of its own on a server, empty or as a template is; the result forgets it. */
export const freshDatabase = async (
  server: string,
  template = 'template0',
): Promise<{ url: string; drop: () => Promise<void> }> => {
  made += 1;
  const name = `vigil_${process.pid}_${made}`;
  await asked(server, `CREATE DATABASE ${name} TEMPLATE ${template}`);
  return {
    url: inDatabase(server, name),
    drop: () => asked(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
};
