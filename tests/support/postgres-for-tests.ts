import type { TestProject } from 'vitest/node';
import { openPostgres } from '../../src/db/open-postgres.ts';
import { freshDatabase, postgresServer } from './postgres.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** the server that tests of a project run on, and the migrated database they copy; absent: SQLite */
    postgres: { readonly server: string; readonly template: string } | undefined;
  }
}

/** One server for all tests of a project, with a migrated database that each test copies. */
export default async ({ provide }: TestProject): Promise<() => Promise<void>> => {
  const server = await postgresServer();
  const { url } = await freshDatabase(server.url);
  const store = await openPostgres({ url });
  await store.close();
  provide('postgres', { server: server.url, template: new URL(url).pathname.slice(1) });
  return server.remove;
};
