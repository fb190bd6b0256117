import { and, asc, count, eq, gt, lte, or, type SQL } from 'drizzle-orm';
import type { ReplayReport } from '../contract/ingest.ts';
import type { Store } from '../db/open.ts';
import type { Outcome } from './outcome.ts';
import { inGroup } from './rejected-groups.ts';
import type { RejectedRow } from './rejected-list.ts';
import type { WithReach } from './rejected-reach.ts';
import { type ReplayDeps, settle, tryAgain } from './rejected-replay.ts';

const batchSize = 200;

const nextBatch = (
  { reader, t }: Store,
  which: SQL | undefined,
  after: RejectedRow | undefined,
): Promise<RejectedRow[]> => {
  const { firstReceivedAt, id } = t.rejectedMessage;
  const isAfter =
    after &&
    or(
      gt(firstReceivedAt, after.firstReceivedAt),
      and(eq(firstReceivedAt, after.firstReceivedAt), gt(id, after.id)),
    );
  return reader
    .select()
    .from(t.rejectedMessage)
    .where(and(which, isAfter))
    .orderBy(asc(firstReceivedAt), asc(id))
    .limit(batchSize);
};

const replayBatch = async (deps: ReplayDeps, rows: readonly RejectedRow[]) => {
  const outcomes = await Promise.all(rows.map(row => tryAgain(deps.ingest, row)));
  return deps.store.write(async () => {
    let replayed = 0;
    let rejectedAgain = 0;
    let unowned = 0;
    for (const [i, row] of rows.entries()) {
      const outcome = outcomes[i] as Outcome;
      if (!(await settle(deps, row, outcome))) continue;
      if (outcome.is === 'rejected') rejectedAgain += 1;
      else replayed += 1;
      if (outcome.is === 'unowned') unowned += 1;
    }
    return { replayed, unowned, rejectedAgain };
  });
};

const countOf = async ({ reader, t }: Store, which: SQL | undefined): Promise<number> => {
  const [row] = await reader.select({ rows: count() }).from(t.rejectedMessage).where(which);
  return row?.rows ?? 0;
};

/**
 * Replays, each once and in the order in which they came, the messages of a group, within reach, that wait now and were
 * kept whole.
 * @throws AppError not-found
 */
export const replayRejectedGroup = async (
  deps: ReplayDeps & WithReach,
  key: string,
  onProgress: (done: number, of: number) => void = () => {},
): Promise<ReplayReport> => {
  const { store, at, reach } = deps;
  const { state, truncated, firstReceivedAt } = store.t.rejectedMessage;
  const waiting = and(await inGroup(store, key, reach), eq(state, 'waiting'));
  const whole = and(waiting, eq(truncated, false), lte(firstReceivedAt, at));
  const of = await countOf(store, whole);
  let report = { tried: 0, replayed: 0, unowned: 0, rejectedAgain: 0 };
  let last: RejectedRow | undefined;
  for (;;) {
    const rows = await nextBatch(store, whole, last);
    last = rows.at(-1);
    if (!last) break;
    const { replayed, unowned, rejectedAgain } = await replayBatch(deps, rows);
    report = {
      tried: report.tried + rows.length,
      replayed: report.replayed + replayed,
      unowned: report.unowned + unowned,
      rejectedAgain: report.rejectedAgain + rejectedAgain,
    };
    onProgress(report.tried, Math.max(of, report.tried));
  }
  return { ...report, left: await countOf(store, waiting) };
};
