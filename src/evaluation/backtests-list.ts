import { desc, eq } from 'drizzle-orm';
import type { BacktestBody } from '../contract/backtests.ts';
import type { Store } from '../db/open.ts';
import { AppError } from '../errors.ts';
import { inPrograms, type Programs } from '../roster/in-programs.ts';

type Row = Store['t']['backtest']['$inferSelect'];

const iso = (at: number): string => new Date(at).toISOString();

const backtestBody = (row: Row): BacktestBody => ({
  id: row.id,
  program: row.programId,
  proposed: row.proposed as BacktestBody['proposed'],
  days: row.days,
  state: row.state,
  progress: row.progress,
  by: row.by,
  at: iso(row.at),
  finishedAt: row.finishedAt === null ? null : iso(row.finishedAt),
  why: row.state === 'failed' ? String(row.result?.why ?? '') : null,
  result: row.state === 'done' ? (row.result as BacktestBody['result']) : null,
});

/** @throws AppError not-found */
export const readBacktest = async (
  { reader, t }: Pick<Store, 'reader' | 't'>,
  id: string,
): Promise<BacktestBody> => {
  const [row] = await reader.select().from(t.backtest).where(eq(t.backtest.id, id));
  if (row) return backtestBody(row);
  throw new AppError('not-found', 'there is no such back-test', {
    field: 'id',
    remedy: 'take an id from GET /api/v1/backtests',
  });
};

/** Latest first, without their results. */
export const listBacktests = async (
  { reader, t }: Pick<Store, 'reader' | 't'>,
  limit: number,
  programs: Programs = null,
): Promise<BacktestBody[]> => {
  const rows = await reader
    .select()
    .from(t.backtest)
    .where(inPrograms(t.backtest.programId, programs))
    .orderBy(desc(t.backtest.at))
    .limit(limit);
  return rows.map(row => ({ ...backtestBody(row), result: null }));
};
