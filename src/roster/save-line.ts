import { isDeepStrictEqual } from 'node:util';
import { eq } from 'drizzle-orm';
import type { Store } from '../db/open.ts';
import { newId } from '../ids.ts';
import { foldForSearch } from './fold-for-search.ts';
import type { RosterLine } from './roster-line.ts';

/** What saving one line of a roster needs; every call belongs inside the writer's transaction. */
export type SaveDeps = { readonly store: Store; readonly at: number };

type Tables = Store['t'];
type PatientRow = Tables['patient']['$inferSelect'];
type AssignmentRow = Tables['assignment']['$inferSelect'];

const patientFields = (line: RosterLine) => ({
  siteId: line.patient,
  family: line.family,
  given: line.given,
  birthDate: line.birthDate,
  sex: line.sex,
  timeZone: line.timeZone,
  programId: line.program,
  phone: line.phone ?? null,
  language: line.language ?? null,
  caregiver: line.caregiver ?? null,
  caregiverPhone: line.caregiverPhone ?? null,
  caregiverConsent: line.caregiverConsent ?? null,
  emergencyContact: line.emergencyContact ?? null,
  emergencyPhone: line.emergencyPhone ?? null,
  address: line.address ?? null,
  provider: line.provider ?? null,
  dryWeightKg: line.dryWeightKg ?? null,
  site: line.site ?? null,
  tags: line.tags ?? [],
  search: foldForSearch([line.family, line.given, line.family, line.patient, line.phone ?? ''].join(' ')),
});

export type Saved = 'added' | 'changed' | 'unchanged';

export const savePatient = async (
  deps: SaveDeps,
  line: RosterLine,
): Promise<{ id: string; saved: Saved }> => {
  const { db, t } = deps.store;
  const [known] = await db.select().from(t.patient).where(eq(t.patient.siteId, line.patient));
  const fields = patientFields(line);
  if (!known) {
    const row: PatientRow = { id: newId('pat'), ...fields, enrolledAt: deps.at, updatedAt: deps.at };
    await db.insert(t.patient).values(row);
    return { id: row.id, saved: 'added' };
  }
  if (isDeepStrictEqual({ ...known, ...fields }, known)) return { id: known.id, saved: 'unchanged' };
  await db
    .update(t.patient)
    .set({ ...fields, updatedAt: deps.at })
    .where(eq(t.patient.id, known.id));
  return { id: known.id, saved: 'changed' };
};

const isSame = (a: AssignmentRow, line: RosterLine, patientId: string): boolean =>
  a.patientId === patientId &&
  a.kind === line.kind &&
  a.slot === (line.slot ?? null) &&
  a.fromAt === (line.from ?? null);

/** True when the device is new. */
export const saveDevice = async ({ store: { db, t }, at }: SaveDeps, id: string): Promise<boolean> => {
  const added = await db
    .insert(t.device)
    .values({ id, createdAt: at })
    .onConflictDoNothing()
    .returning({ id: t.device.id });
  return added.length > 0;
};

export const saveAssignment = async (deps: SaveDeps, line: RosterLine, patientId: string): Promise<Saved> => {
  const { db, t } = deps.store;
  const held = await db.select().from(t.assignment).where(eq(t.assignment.deviceId, line.device));
  const same = held.find(a => isSame(a, line, patientId));
  if (same?.perWeek === line.perWeek) return 'unchanged';
  if (same) {
    await db.update(t.assignment).set({ perWeek: line.perWeek }).where(eq(t.assignment.id, same.id));
    return 'changed';
  }
  await db.insert(t.assignment).values({
    id: newId('asg'),
    deviceId: line.device,
    kind: line.kind,
    slot: line.slot ?? null,
    patientId,
    perWeek: line.perWeek,
    fromAt: line.from ?? null,
    untilAt: null,
  });
  return 'added';
};
