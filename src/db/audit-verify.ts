import { setImmediate } from 'node:timers/promises';
import type { AuditVerdict } from '../contract/audit.ts';
import { walkChanges } from './audit-changes.ts';
import { createFaults, type Faults } from './audit-faults.ts';
import { walkReads } from './audit-reads.ts';
import type { Store } from './open.ts';

export type VerifyDeps = {
  readonly store: Pick<Store, 'reader' | 't' | 'readerSql'>;
  readonly onProgress?: (done: number, of: number) => void;
};

/** The highest id that a table gave also where the row is gone. PostgreSQL gives ids to what is rolled back, too. */
const everGiven = {
  sqlite: (table: string) => `(SELECT seq FROM sqlite_sequence WHERE name = '${table}')`,
  postgres: () => '0',
} as const;

/** The highest id each log gave; one statement, so of one instant. */
const highestIds = async ({ readerSql }: VerifyDeps['store']) => {
  const given = everGiven[readerSql.dialect];
  const highest = (table: string) =>
    `greatest(coalesce(${given(table)}, 0), coalesce((SELECT max(id) FROM ${table}), 0))`;
  const ids = await readerSql
    .prepare<[], { changes: number; reads: number; seals: number }>(
      `SELECT ${highest('audit_log')} AS changes, ${highest('access_log')} AS reads,
              ${highest('access_seal')} AS seals`,
    )
    .get();
  return ids ?? { changes: 0, reads: 0, seals: 0 };
};

const tellOfHeads = (faults: Faults, missing: ReadonlySet<string>, highest: number): void => {
  for (const head of missing) {
    const what = `the head ${head.slice(0, 12)}… noted before is no longer in the log: what it covered was replaced`;
    faults.tell('changes', highest, what);
  }
};

/**
 * Checks that every change is chained to the one before, every read sealed, and nothing gone, added or altered since;
 * `heads` are hashes noted before, which must still be there. Gives the event loop back after every page.
 */
export const verifyAudit = async (
  { store, onProgress }: VerifyDeps,
  heads: readonly string[] = [],
): Promise<AuditVerdict> => {
  const highest = await highestIds(store);
  const faults = createFaults();
  const missing = new Set(heads);
  const of = highest.changes + highest.reads;
  const walkOver = (highestId: number, done: number) => ({
    store,
    faults,
    highestId,
    gapless: store.readerSql.dialect === 'sqlite',
    onSound: (hash: string) => void missing.delete(hash),
    between: async (id: number) => {
      onProgress?.(Math.min(done + id, of), of);
      await setImmediate();
    },
  });
  const changes = await walkChanges(walkOver(highest.changes, 0));
  const reads = await walkReads({
    ...walkOver(highest.reads, highest.changes),
    highestSealId: highest.seals,
  });
  tellOfHeads(faults, missing, highest.changes);
  onProgress?.(of, of);
  const broken = faults.named();
  return { ok: broken.length === 0, changes, reads, broken, more: faults.more() };
};
