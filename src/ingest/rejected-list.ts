import { and, desc, eq, getTableColumns, sql } from 'drizzle-orm';
import { z } from 'zod';
import { patientsOfRejected } from '../accounts/subject.ts';
import type { RejectedBody, RejectedMessageBody } from '../contract/ingest.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import type { Store } from '../db/open.ts';
import type { RejectedState } from '../db/tables/readings.ts';
import { AppError } from '../errors.ts';
import { inGroup } from './rejected-groups.ts';
import { type Reach, withinReach } from './rejected-reach.ts';

type Deps = Pick<Store, 'reader' | 't'>;
export type RejectedRow = Store['t']['rejectedMessage']['$inferSelect'];

const cursorSchema = z.tuple([z.literal('rejected'), z.number(), z.string()]);

const bodyOf = (row: Omit<RejectedRow, 'raw' | 'hash'>): RejectedBody => ({
  ...row,
  replayOutcome: row.replayOutcome as RejectedBody['replayOutcome'],
  firstReceivedAt: new Date(row.firstReceivedAt).toISOString(),
  lastReceivedAt: new Date(row.lastReceivedAt).toISOString(),
  resolvedAt: row.resolvedAt === null ? null : new Date(row.resolvedAt).toISOString(),
});

export type RejectedQuery = {
  readonly state: RejectedState;
  readonly group?: string | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
};

/** Messages that became no reading, latest first, without their bytes. @throws AppError not-found for an unknown group */
export const listRejected = async (
  deps: Deps,
  query: RejectedQuery,
  reach: Reach = null,
): Promise<{ items: RejectedBody[]; next: string | null }> => {
  const { reader, t } = deps;
  const { raw: _raw, hash: _hash, ...columns } = getTableColumns(t.rejectedMessage);
  const { lastReceivedAt, id, state } = t.rejectedMessage;
  const cursor = query.cursor === undefined ? null : decodeCursor(query.cursor, cursorSchema);
  const rows = await reader
    .select(columns)
    .from(t.rejectedMessage)
    .where(
      and(
        eq(state, query.state),
        query.group === undefined ? withinReach(deps, reach) : await inGroup(deps, query.group, reach),
        cursor ? sql`(${lastReceivedAt}, ${id}) < (${cursor[1]}, ${cursor[2]})` : undefined,
      ),
    )
    .orderBy(desc(lastReceivedAt), desc(id))
    .limit(query.limit + 1);
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  return {
    items: page.map(bodyOf),
    next: rows.length > query.limit && last ? encodeCursor(['rejected', last.lastReceivedAt, last.id]) : null,
  };
};

/** @throws AppError not-found */
export const findRejected = async ({ reader, t }: Deps, id: string): Promise<RejectedRow> => {
  const [row] = await reader.select().from(t.rejectedMessage).where(eq(t.rejectedMessage.id, id));
  if (row) return row;
  throw new AppError('not-found', 'there is no such rejected message', {
    field: 'id',
    remedy: 'take an id from GET /api/v1/rejected',
  });
};

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const textOf = (raw: Uint8Array): string | null => {
  try {
    return utf8.decode(raw);
  } catch {
    return null;
  }
};

/** One message with its bytes, its text where it is text, and whom it may tell of. @throws AppError not-found */
export const readRejected = async (deps: Deps, id: string): Promise<RejectedMessageBody> => {
  const { raw, hash: _hash, ...row } = await findRejected(deps, id);
  return {
    ...bodyOf(row),
    text: textOf(raw),
    base64: Buffer.from(raw).toString('base64'),
    patientIds: [...(await patientsOfRejected(deps, id))],
  };
};
