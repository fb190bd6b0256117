import { and, asc, eq, gte, isNull, lt, max } from 'drizzle-orm';
import { z } from 'zod';
import type { RollupBody } from '../contract/readings.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import type { Store } from '../db/open.ts';
import { dayMs, isoDay } from '../domain/local-day.ts';
import { type Kind, kinds } from '../domain/reading.ts';
import { AppError } from '../errors.ts';
import { everything, type History } from './history/history.ts';
import { rowOf } from './history/row-of.ts';
import { readingBody } from './reading-body.ts';

type Deps = Pick<Store, 'reader' | 't'>;

const time = z.iso.datetime({ offset: true }).optional();

export const readingsQuery = z.strictObject({
  kind: z.enum(kinds).optional(),
  from: time,
  to: time,
  limit: z.coerce.number().int().min(1).max(5_000).default(1_000),
  cursor: z.string().optional(),
});
export type ReadingsQuery = z.infer<typeof readingsQuery>;

const cursorSchema = z.tuple([z.literal('readings'), z.number(), z.string()]);

const instant = (text: string | undefined, otherwise: number): number =>
  text === undefined ? otherwise : Date.parse(text);

const spanOf = ({ from, to }: ReadingsQuery) => {
  const span = { from: instant(from, everything.from), to: instant(to, everything.to) };
  if (span.from <= span.to) return span;
  throw new AppError('bad-request', 'from lies after to', { field: 'from', remedy: 'send from before to' });
};

/** A patient's readings in measured order, [from, to), however old. @throws AppError bad-request, not-ready */
export const listReadings = async (history: History, patientId: string, query: ReadingsQuery) => {
  const cursor = query.cursor === undefined ? null : decodeCursor(query.cursor, cursorSchema);
  const found = await history.readings(patientId, {
    ...spanOf(query),
    kind: query.kind,
    after: cursor ? { measuredAt: cursor[1], id: cursor[2] } : undefined,
    atMost: query.limit + 1,
  });
  const page = found.slice(0, query.limit);
  const last = page.at(-1);
  const next =
    found.length > query.limit && last ? encodeCursor(['readings', last.measuredAt, last.id]) : null;
  return { items: page.map(reading => readingBody(rowOf(reading))), next };
};

/** When the latest good reading of each kind was measured. */
export const latestReadingTimes = async (
  { reader, t }: Deps,
  patientId: string,
): Promise<Map<Kind, number>> => {
  const latest = await Promise.all(
    kinds.map(async kind => {
      const [row] = await reader
        .select({ at: max(t.reading.measuredAt) })
        .from(t.reading)
        .where(and(eq(t.reading.patientId, patientId), eq(t.reading.kind, kind), isNull(t.reading.suspect)));
      return [kind, row?.at ?? null] as const;
    }),
  );
  return new Map(latest.flatMap(([kind, at]) => (at === null ? [] : [[kind, at]])));
};

export const rollupsQuery = z.strictObject({
  kind: z.enum(kinds),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
});

const dayOf = (text: string | undefined): number | undefined =>
  text === undefined ? undefined : Date.parse(`${text}T00:00:00Z`) / dayMs;

/** A patient's daily rollups of one kind, by local calendar day, [from, to]. */
export const listRollups = async (
  { reader, t }: Deps,
  patientId: string,
  query: z.infer<typeof rollupsQuery>,
): Promise<{ items: RollupBody[]; next: null }> => {
  const [from, to] = [dayOf(query.from), dayOf(query.to)];
  const rows = await reader
    .select()
    .from(t.dailyRollup)
    .where(
      and(
        eq(t.dailyRollup.patientId, patientId),
        eq(t.dailyRollup.kind, query.kind),
        from === undefined ? undefined : gte(t.dailyRollup.day, from),
        to === undefined ? undefined : lt(t.dailyRollup.day, to + 1),
      ),
    )
    .orderBy(asc(t.dailyRollup.day));
  return { items: rows.map(({ patientId: _, day, ...rest }) => ({ ...rest, day: isoDay(day) })), next: null };
};
