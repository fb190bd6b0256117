import { inArray } from 'drizzle-orm';
import type { PatientSummaryBody } from '../contract/patients.ts';
import type { Store } from '../db/open.ts';
import type { MonitoringStatus } from '../domain/monitoring.ts';
import { statusesOf } from './monitoring.ts';

type Deps = Pick<Store, 'reader' | 't'>;
export type PatientRow = Store['t']['patient']['$inferSelect'];

export const patientSummary = (p: PatientRow, status: MonitoringStatus): PatientSummaryBody => ({
  id: p.id,
  siteId: p.siteId,
  family: p.family,
  given: p.given,
  birthDate: p.birthDate,
  sex: p.sex,
  timeZone: p.timeZone,
  programId: p.programId,
  status,
});

/** Patients as lists show them, by id. */
export const summariesOf = async (
  deps: Deps,
  patientIds: readonly string[],
  at: number,
): Promise<Map<string, PatientSummaryBody>> => {
  const { reader, t } = deps;
  const ids = [...new Set(patientIds)];
  if (ids.length === 0) return new Map();
  const [rows, statusOf] = await Promise.all([
    reader.select().from(t.patient).where(inArray(t.patient.id, ids)),
    statusesOf(deps, ids, at),
  ]);
  return new Map(rows.map(row => [row.id, patientSummary(row, statusOf(row.id))]));
};
