import { and, asc, getTableColumns, gt, lte, sql } from 'drizzle-orm';
import { type Faults, spoken } from './audit-faults.ts';
import { type ChainedRow, changeHash } from './audit-hash.ts';
import type { Store } from './open.ts';

type Row = ChainedRow & { readonly previousHash: string | null; readonly hash: string | null };
type Link = { readonly id: number; readonly hash: string | null; readonly begun: boolean };

export type Walk = {
  readonly store: Pick<Store, 'reader' | 't'>;
  /** the highest id that the store ever gave in this log; what was written since is not looked at */
  readonly highestId: number;
  /** whether an id that is not there was a row; false where a write that failed has taken one as well */
  readonly gapless: boolean;
  readonly faults: Faults;
  /** told of each hash that holds */
  readonly onSound: (hash: string) => void;
  /** called between two pages with the id reached */
  readonly between: (id: number) => Promise<void>;
};

const pageSize = 500;

/** What JSON text says, and the text itself where it is none. */
const parsed = (detail: unknown): unknown => {
  if (typeof detail !== 'string') return detail;
  try {
    return JSON.parse(detail);
  } catch {
    return detail;
  }
};

const pageAfter = async ({ store: { reader, t }, highestId }: Walk, id: number): Promise<Row[]> => {
  const { detail: _, ...columns } = getTableColumns(t.auditLog);
  const rows = await reader
    .select({ ...columns, detail: sql<unknown>`${t.auditLog.detail}` })
    .from(t.auditLog)
    .where(and(gt(t.auditLog.id, id), lte(t.auditLog.id, highestId)))
    .orderBy(asc(t.auditLog.id))
    .limit(pageSize);
  return rows.map(row => ({ ...row, detail: parsed(row.detail) }));
};

const faultOf = ({ gapless }: Walk, row: Row, before: Link): string | null => {
  if (row.id < 1) return 'its id is none that the store gives: it was put there';
  if (row.hash === null) return before.begun ? 'it has no hash, though the chain had begun before it' : null;
  if (changeHash(row.previousHash, row) !== row.hash) return 'its content does not match its hash';
  const isToldApart = gapless && row.id > before.id + 1;
  if (isToldApart || row.previousHash === before.hash) return null;
  return before.id === 0
    ? 'it follows a row that is not there'
    : `it was not written after row ${before.id} as that row stands: row ${before.id} was changed or put there`;
};

/** Follows the chain of changes from its first row; every row that is not as it was written is told. */
export const walkChanges = async (walk: Walk) => {
  const { faults, highestId, gapless, onSound, between } = walk;
  let before: Link = { id: 0, hash: null, begun: false };
  let from = Number.MIN_SAFE_INTEGER;
  const totals = { checked: 0, beforeChain: 0 };
  for (;;) {
    const rows = await pageAfter(walk, from);
    for (const row of rows) {
      if (gapless && row.id > before.id + 1)
        faults.tell('changes', row.id, `${spoken('row', before.id + 1, row.id - 1)} missing before it`);
      const fault = faultOf(walk, row, before);
      if (fault !== null) faults.tell('changes', row.id, fault);
      else if (row.hash !== null) onSound(row.hash);
      if (row.hash === null && !before.begun) totals.beforeChain++;
      totals.checked++;
      before = { id: row.id, hash: row.hash, begun: before.begun || row.hash !== null };
    }
    from = rows.at(-1)?.id ?? from;
    if (rows.length < pageSize) break;
    await between(from);
  }
  if (before.id < highestId) {
    const first = Math.max(before.id, 0) + 1;
    faults.tell('changes', first, `${spoken('row', first, highestId)} missing at the end of the log`);
  }
  return { ...totals, head: before.hash };
};
