import { and, asc, eq, gte, lte, sql } from 'drizzle-orm';
import type { Store } from '../db/open.ts';
import { hourMs } from '../domain/local-day.ts';
import type { RealItem } from './backtest-outcome.ts';

type Deps = Pick<Store, 'reader' | 't'>;

/** What is on file of a program's patients, to compare a replay with. */
export type OnFile = {
  readonly admissions: (patientId: string) => readonly number[];
  readonly real: (patientId: string) => readonly RealItem[];
};

/** Inpatient admissions, and items that people closed as real, within a span. */
export const readOnFile = async (
  { reader, t }: Deps,
  programId: string,
  startAt: number,
  endAt: number,
  patientId?: string,
): Promise<OnFile> => {
  const whose = patientId === undefined ? undefined : eq(t.patient.id, patientId);
  const [stays, reviews] = await Promise.all([
    reader
      .select({ patientId: t.encounter.patientId, at: t.encounter.admittedAt })
      .from(t.encounter)
      .innerJoin(t.patient, eq(t.patient.id, t.encounter.patientId))
      .where(
        and(
          eq(t.patient.programId, programId),
          whose,
          eq(t.encounter.class, 'inpatient'),
          gte(t.encounter.admittedAt, startAt),
          lte(t.encounter.admittedAt, endAt),
        ),
      )
      .orderBy(asc(t.encounter.admittedAt)),
    reader
      .select({
        patientId: t.worklistItem.patientId,
        itemId: t.worklistItem.id,
        openedAt: t.worklistItem.openedAt,
        action: t.alertReview.action,
      })
      .from(t.alertReview)
      .innerJoin(t.worklistItem, eq(t.worklistItem.id, t.alertReview.itemId))
      .innerJoin(t.patient, eq(t.patient.id, t.worklistItem.patientId))
      .where(
        and(
          eq(t.patient.programId, programId),
          whose,
          eq(t.alertReview.verdict, 'true'),
          gte(t.worklistItem.openedAt, startAt),
          lte(t.worklistItem.openedAt, endAt),
        ),
      ),
  ]);
  const staysOf = Map.groupBy(stays, s => s.patientId);
  const reviewsOf = Map.groupBy(reviews, r => r.patientId);
  return {
    admissions: patientId => (staysOf.get(patientId) ?? []).map(s => s.at),
    real: patientId => (reviewsOf.get(patientId) ?? []).map(({ patientId: _, ...item }) => item),
  };
};

/** The end of a program's past: its last reading, not beyond `now`. */
export const lastReadingAt = async (
  { reader, t }: Deps,
  programId: string,
  now: number,
): Promise<number | null> => {
  const latest = sql<number | null>`(SELECT max(m) FROM (
    SELECT max(measured_at) AS m FROM reading WHERE patient_id = ${t.patient.id} AND kind = 'blood-pressure'
    UNION ALL SELECT max(measured_at) FROM reading WHERE patient_id = ${t.patient.id} AND kind = 'glucose'
    UNION ALL SELECT max(measured_at) FROM reading WHERE patient_id = ${t.patient.id} AND kind = 'weight') AS latest)`;
  const [row] = await reader
    .select({ at: sql<number | null>`max(${latest})` })
    .from(t.patient)
    .where(eq(t.patient.programId, programId));
  return row?.at == null ? null : Math.min(now, Number(row.at) + hourMs);
};
