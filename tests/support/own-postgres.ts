import { afterAll, beforeAll, inject, onTestFinished } from 'vitest';
import type { Store } from '../../src/db/open.ts';
import { openPostgres } from '../../src/db/open-postgres.ts';
import { testDatabase } from './database.ts';
import { freshDatabase, type PostgresServer, postgresBin, postgresServer } from './postgres.ts';
import { service } from './services.ts';

const { missing } = service('PostgreSQL', postgresBin());

/** A PostgreSQL server for the tests of a file, each of which takes a database of its own: the project's, where it has one. */
export const ownPostgres = () => {
  let own: PostgresServer | undefined;
  let on = { server: '', template: '' };
  const startOwn = async (): Promise<void> => {
    own = await postgresServer();
    const { url } = await freshDatabase(own.url);
    await (await openPostgres({ url })).close();
    on = { server: own.url, template: new URL(url).pathname.slice(1) };
  };
  beforeAll(async () => {
    if (missing) return;
    const shared = inject('postgres');
    if (shared) on = shared;
    else await startOwn();
  });
  afterAll(() => own?.remove());
  /** to be stopped and started */
  const running = (): PostgresServer => {
    if (!own) throw new Error('the server is not there before the first test, or is not of this file alone');
    return own;
  };
  const databaseFrom = async (template?: string): Promise<string> => {
    const { url, drop } = await freshDatabase(on.server, template);
    onTestFinished(drop);
    return url;
  };
  /** migrated, and perhaps used by other tests before */
  const database = async (): Promise<string> => (await testDatabase()) ?? databaseFrom(on.template);
  /** migrated, and nobody's before */
  const newDatabase = () => databaseFrom(on.template);
  /** of which nothing is there yet */
  const emptyDatabase = () => databaseFrom();
  /** as a process opens it; closed when the test has finished */
  const opened = async (url: string): Promise<Store> => {
    const store = await openPostgres({ url });
    onTestFinished(() => store.close().catch(() => undefined));
    return store;
  };
  return { missing, running, database, newDatabase, emptyDatabase, opened };
};
