import { onTestFinished } from 'vitest';
import { openStore } from '../../src/db/open.ts';
import { openPostgres } from '../../src/db/open-postgres.ts';
import type { Store } from '../../src/db/store.ts';
import { dropQueue } from '../../src/readings/history/triggers.ts';
import { testDatabase } from './database.ts';
import { migrated } from './migrated.ts';
import { type Row, smallRoster, takingInto, tempFolder } from './store.ts';

type At = { readonly folder: string; readonly url: string | null };

const asking = (store: Store) => ({
  /** in the order of their first two columns */
  rows: (table: string): Promise<Row[]> =>
    store.readerSql.prepare<[], Row>(`SELECT * FROM ${table} ORDER BY 1, 2`).all(),
  /** in a transaction of its own */
  exec: (text: string, ...values: unknown[]): Promise<number> =>
    store.write(() => store.sql.prepare(text).run(...values)),
});

const patientIds = async ({ readerSql }: Store): Promise<ReadonlyMap<string, string>> =>
  new Map(
    await readerSql.prepare<[], readonly [string, string]>('SELECT site_id, id FROM patient').raw().all(),
  );

const open = async ({ folder, url }: At) => {
  const store: Store =
    url === null
      ? openStore(await migrated(folder), { durable: false })
      : await openPostgres({ url, readers: 4 });
  onTestFinished(() => store.close().catch(() => undefined));
  const taking = await takingInto(store);
  let ids = await patientIds(store);
  return {
    ...{ folder, url, store },
    ...taking,
    ...asking(store),
    importCsv: async (csv: string) => {
      await taking.importCsv(csv);
      ids = await patientIds(store);
    },
    /** opaque id of a patient named by the site's id */
    patientId: (siteId: string): string => ids.get(siteId) ?? '',
  };
};

/**
 * A throw-away store of the kind that the project runs on, with the shipped programs and the small roster. It is asked the
 * same way whatever keeps it.
 */
export const eitherStore = async (database?: string) => {
  const at = { folder: tempFolder(), url: database ?? (await testDatabase()) };
  let current = await open(at);
  // a database that is used again still has what the test before installed
  await dropQueue(current.store);
  await current.importCsv(smallRoster);
  return {
    ...current,
    /** Another process opens the same store, beside this one. */
    another: () => open(at),
    /** The process ends, and another one opens the same store. */
    restart: async () => {
      await current.store.close();
      current = await open(at);
      return current;
    },
  };
};

export type EitherStore = Awaited<ReturnType<typeof eitherStore>>;
