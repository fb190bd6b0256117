import { afterAll, beforeAll, onTestFinished } from 'vitest';
import type { Store } from '../../src/db/open.ts';
import { openPostgres } from '../../src/db/open-postgres.ts';
import { freshDatabase, type PostgresServer, postgresBin, postgresServer } from './postgres.ts';
import { service } from './services.ts';

const { missing } = service('PostgreSQL', postgresBin());

/** A PostgreSQL server for the tests of a file; each takes a database of its own. */
export const ownPostgres = () => {
  let server: PostgresServer | undefined;
  let migrated = '';
  beforeAll(async () => {
    if (missing) return;
    server = await postgresServer();
    const { url } = await freshDatabase(server.url);
    await (await openPostgres({ url })).close();
    migrated = new URL(url).pathname.slice(1);
  });
  afterAll(() => server?.remove());
  const running = (): PostgresServer => {
    if (!server) throw new Error('the server is not there before the first test');
    return server;
  };
  const databaseFrom = async (template?: string): Promise<string> => {
    const { url, drop } = await freshDatabase(running().url, template);
    onTestFinished(drop);
    return url;
  };
  /** migrated */
  const database = () => databaseFrom(migrated);
  /** of which nothing is there yet */
  const emptyDatabase = () => databaseFrom();
  /** as a process opens it; closed when the test has finished */
  const opened = async (url: string): Promise<Store> => {
    const store = await openPostgres({ url });
    onTestFinished(() => store.close().catch(() => undefined));
    return store;
  };
  return { missing, running, database, emptyDatabase, opened };
};
