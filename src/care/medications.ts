import { asc, eq } from 'drizzle-orm';
import type { MedicationBody } from '../contract/medications.ts';
import type { Store } from '../db/open.ts';
import { isoDay, localDay } from '../domain/local-day.ts';
import type { PatientRow } from '../roster/summaries.ts';

export type MedicationRow = Store['t']['medication']['$inferSelect'];

/** Today on a patient's calendar. */
export const todayOf = ({ timeZone }: Pick<PatientRow, 'timeZone'>, at: number): string =>
  isoDay(localDay(at, timeZone));

/** Whether it is taken on a day: from its first to its last, both included. */
export const isTakenOn = ({ since, until }: Pick<MedicationRow, 'since' | 'until'>, day: string): boolean =>
  (since === null || since <= day) && (until === null || day <= until);

const bodyOf = ({ patientId: _, ...row }: MedicationRow, today: string): MedicationBody => ({
  ...row,
  current: isTakenOn(row, today),
  at: new Date(row.at).toISOString(),
});

const currentFirst = (a: MedicationBody, b: MedicationBody): number =>
  Number(b.current) - Number(a.current) || a.name.localeCompare(b.name) || a.id.localeCompare(b.id);

/** A patient's medications: those taken today first, then by name. */
export const listMedications = async (
  { reader, t }: Pick<Store, 'reader' | 't'>,
  patient: PatientRow,
  at: number,
): Promise<{ items: MedicationBody[]; next: null }> => {
  const rows = await reader
    .select()
    .from(t.medication)
    .where(eq(t.medication.patientId, patient.id))
    .orderBy(asc(t.medication.name));
  const today = todayOf(patient, at);
  return { items: rows.map(row => bodyOf(row, today)).sort(currentFirst), next: null };
};
