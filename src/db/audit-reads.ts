import { and, asc, gt, lte } from 'drizzle-orm';
import type { Walk } from './audit-changes.ts';
import { spoken } from './audit-faults.ts';
import { type ReadRow, type SealHeader, sealHash } from './audit-hash.ts';

type Seal = SealHeader & {
  readonly id: number;
  readonly previousHash: string | null;
  readonly hash: string;
};

export type ReadsWalk = Walk & {
  /** the highest id that a seal was ever given */
  readonly highestSealId: number;
};

type State = {
  readonly sealId: number;
  readonly hash: string | null;
  readonly readId: number;
};

const sealsAPage = 100;
const readsAPage = 2_000;

const sealsAfter = ({ store: { reader, t }, highestSealId }: ReadsWalk, id: number): Promise<Seal[]> =>
  reader
    .select()
    .from(t.accessSeal)
    .where(and(gt(t.accessSeal.id, id), lte(t.accessSeal.id, highestSealId)))
    .orderBy(asc(t.accessSeal.id))
    .limit(sealsAPage);

const readsBetween = ({ store: { reader, t } }: ReadsWalk, after: number, to: number): Promise<ReadRow[]> =>
  reader
    .select()
    .from(t.accessLog)
    .where(and(gt(t.accessLog.id, after), lte(t.accessLog.id, to)))
    .orderBy(asc(t.accessLog.id))
    .limit(readsAPage);

const faultOf = (
  { gapless }: ReadsWalk,
  seal: Seal,
  sealed: readonly ReadRow[],
  before: State,
): string | null => {
  const name = `seal ${seal.id} (reads ${seal.firstId}–${seal.lastId})`;
  if (sealed.length !== seal.entries)
    return `${name}: it seals ${seal.entries} reads, ${sealed.length} are there`;
  if (sealHash(seal.previousHash, seal, sealed) !== seal.hash)
    return `${name}: its reads, or the seal itself, are not as they were written`;
  const isToldApart = gapless && seal.id > before.sealId + 1;
  if (isToldApart || seal.previousHash === before.hash) return null;
  return `${name}: it was not written after seal ${before.sealId} as that seal stands`;
};

const unsealed = ({ faults }: ReadsWalk, rows: readonly ReadRow[]): number => {
  for (const { id } of rows) faults.tell('reads', id, `read ${id} is under no seal: it was put there`);
  return rows.length;
};

/** Everything after the last seal: reads without a seal, seals and reads that are gone. */
const walkTail = async (walk: ReadsWalk, { sealId, readId }: State): Promise<number> => {
  const { faults, highestId, highestSealId, between } = walk;
  if (sealId < highestSealId) {
    const what = `${spoken('seal', sealId + 1, highestSealId)} missing at the end of the log`;
    faults.tell('reads', sealId + 1, what);
  }
  let [from, found] = [readId, 0];
  for (;;) {
    const rows = await readsBetween(walk, from, highestId);
    found += unsealed(walk, rows);
    from = rows.at(-1)?.id ?? from;
    if (rows.length < readsAPage) break;
    await between(from);
  }
  if (from < highestId)
    faults.tell('reads', from + 1, `${spoken('read', from + 1, highestId)} missing at the end of the log`);
  return found;
};

/** Follows the chain of seals and counts what each seals again; every seal that does not hold is told. */
export const walkReads = async (walk: ReadsWalk) => {
  const { faults, highestId, gapless, onSound, between } = walk;
  let before: State = { sealId: 0, hash: null, readId: 0 };
  const totals = { checked: 0, seals: 0, unsealed: 0 };
  let seals: Seal[];
  do {
    seals = await sealsAfter(walk, before.sealId);
    for (const seal of seals) {
      const rows = await readsBetween(walk, before.readId, Math.min(seal.lastId, highestId));
      const sealed = rows.filter(row => row.id >= seal.firstId);
      if (gapless && seal.id > before.sealId + 1)
        faults.tell('reads', seal.id, `${spoken('seal', before.sealId + 1, seal.id - 1)} missing before it`);
      totals.unsealed += unsealed(
        walk,
        rows.filter(row => row.id < seal.firstId),
      );
      const fault = faultOf(walk, seal, sealed, before);
      if (fault === null) onSound(seal.hash);
      else faults.tell('reads', seal.id, fault);
      totals.checked += rows.length;
      totals.seals++;
      const reached = rows.length < readsAPage ? Math.min(seal.lastId, highestId) : (rows.at(-1)?.id ?? 0);
      before = { sealId: seal.id, hash: seal.hash, readId: Math.max(before.readId, reached) };
    }
    await between(before.readId);
  } while (seals.length === sealsAPage);
  const found = await walkTail(walk, before);
  return {
    ...totals,
    checked: totals.checked + found,
    unsealed: totals.unsealed + found,
    head: before.hash,
  };
};
