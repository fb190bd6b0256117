import { and, desc, eq, isNull, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { SymptomReportBody } from '../contract/symptoms.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import type { Store } from '../db/open.ts';
import type { SymptomTeller } from '../domain/symptoms.ts';
import type { ReportRow } from './record-symptoms.ts';
import { type Answers, severityOf } from './symptom-finding.ts';
import { symptomOf } from './symptom-questions.ts';
import { withdrawMs } from './withdraw-symptoms.ts';

const iso = (at: number): string => new Date(at).toISOString();

export const symptomReportBody = (r: ReportRow): SymptomReportBody => ({
  id: r.id,
  patientId: r.patientId,
  itemId: r.itemId,
  answers: Object.entries(r.answers as Answers).map(([id, answer]) => ({
    id,
    title: symptomOf(id)?.title ?? id,
    answer,
    severity: severityOf(id, answer),
  })),
  severity: r.severity,
  saidBy: r.saidBy as SymptomTeller,
  note: r.note,
  by: r.by,
  at: iso(r.at),
  withdrawableUntil: iso(r.at + withdrawMs),
  withdrawnBy: r.withdrawnBy,
  withdrawnAt: r.withdrawnAt === null ? null : iso(r.withdrawnAt),
});

const cursorSchema = z.tuple([z.literal('symptoms'), z.number(), z.string()]);

type SymptomsQuery = {
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly withdrawn?: 'include' | undefined;
};

/** What a patient was recorded to feel, newest first; what was withdrawn only if asked for. `patientId` is an opaque id. */
export const listSymptoms = async (
  { reader, t }: Pick<Store, 'reader' | 't'>,
  patientId: string,
  { limit, cursor: text, withdrawn }: SymptomsQuery,
): Promise<{ items: SymptomReportBody[]; next: string | null }> => {
  const { symptomReport: report } = t;
  const cursor = text === undefined ? null : decodeCursor(text, cursorSchema);
  const rows = await reader
    .select()
    .from(report)
    .where(
      and(
        eq(report.patientId, patientId),
        withdrawn === undefined ? isNull(report.withdrawnAt) : undefined,
        cursor ? sql`(${report.at}, ${report.id}) < (${cursor[1]}, ${cursor[2]})` : undefined,
      ),
    )
    .orderBy(desc(report.at), desc(report.id))
    .limit(limit + 1);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const next = rows.length > limit && last ? encodeCursor(['symptoms', last.at, last.id]) : null;
  return { items: page.map(symptomReportBody), next };
};
