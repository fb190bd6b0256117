import { isDeepStrictEqual } from 'node:util';
import { eq } from 'drizzle-orm';
import type { Store } from '../db/open.ts';
import { type Actor, actorName } from '../domain/actor.ts';
import { dayMs } from '../domain/local-day.ts';
import { newId } from '../ids.ts';
import { searchTextOf } from './fold-for-search.ts';
import type { RosterLine } from './roster-line.ts';
import { settleInProgram } from './settle-in-program.ts';
import type { AssignmentRow, PatientRow, StoredRoster } from './stored-roster.ts';

/** What saving one line of a roster needs; every call belongs inside the writer's transaction. */
export type SaveDeps = {
  readonly store: Store;
  readonly actor: Actor;
  readonly at: number;
  /** false for patients whose history comes with them */
  readonly startsLearning?: boolean;
};

const blank = {
  phone: null,
  language: null,
  caregiver: null,
  caregiverPhone: null,
  caregiverConsent: null,
  emergencyContact: null,
  emergencyPhone: null,
  address: null,
  provider: null,
  dryWeightKg: null,
  site: null,
  tags: [],
  flags: [],
} as const satisfies Partial<PatientRow>;

type Optional = keyof typeof blank;

/** Fields whose column the file has; a column it lacks says nothing. */
const statedOf = (line: RosterLine): Partial<PatientRow> =>
  Object.fromEntries(
    (Object.keys(blank) as Optional[])
      .filter(name => name in line)
      .map(name => [name, line[name] ?? blank[name]]),
  );

const requiredOf = (line: RosterLine) => ({
  siteId: line.patient,
  family: line.family,
  given: line.given,
  birthDate: line.birthDate,
  sex: line.sex,
  timeZone: line.timeZone,
  programId: line.program,
});

/** The patient as a line says, over what is known already. */
const rowOf = (
  line: RosterLine,
  known: Omit<PatientRow, keyof ReturnType<typeof requiredOf> | 'search'>,
): PatientRow => {
  const row = { ...known, ...requiredOf(line), ...statedOf(line) };
  return { ...row, search: searchTextOf(row) };
};

const learningMs = 14 * dayMs;

/** Who is new is learning at first: nothing is known yet of what is usual. */
const startLearning = async ({ store: { db, t }, at, actor }: SaveDeps, patientId: string): Promise<void> => {
  const until = at + learningMs;
  await db.insert(t.monitoring).values({
    id: newId('mon'),
    patientId,
    status: 'learning',
    fromAt: at,
    resumesAt: until,
    reviewAt: until,
    reason: null,
    by: actorName(actor),
    at,
  });
};

export type Saved = 'added' | 'changed' | 'unchanged';

export const savePatient = async (
  deps: SaveDeps,
  stored: StoredRoster,
  line: RosterLine,
): Promise<{ id: string; saved: Saved }> => {
  const { store, at } = deps;
  const { db, t } = store;
  const known = stored.patients.get(line.patient);
  if (!known) {
    const row = rowOf(line, { ...blank, id: newId('pat'), enrolledAt: at, updatedAt: at });
    await db.insert(t.patient).values(row);
    if (deps.startsLearning ?? true) await startLearning(deps, row.id);
    return { id: row.id, saved: 'added' };
  }
  const row = rowOf(line, known);
  if (isDeepStrictEqual(row, known)) return { id: known.id, saved: 'unchanged' };
  await db
    .update(t.patient)
    .set({ ...row, updatedAt: Math.max(at, known.updatedAt + 1) })
    .where(eq(t.patient.id, known.id));
  if (row.programId !== known.programId)
    await settleInProgram(deps, known.id, { from: known.programId, to: row.programId });
  return { id: known.id, saved: 'changed' };
};

const isSame = (a: AssignmentRow, line: RosterLine, patientId: string): boolean =>
  a.patientId === patientId &&
  a.kind === line.kind &&
  a.slot === (line.slot ?? null) &&
  a.fromAt === (line.from ?? null);

/** Adds a device; one that is known learns through which gateway it sends, where the line says so. */
export const saveDevice = async (
  { store: { db, t }, at }: SaveDeps,
  { device: id, gateway }: Pick<RosterLine, 'device' | 'gateway'>,
): Promise<void> => {
  const insert = db.insert(t.device).values({ id, gateway: gateway ?? null, createdAt: at });
  if (gateway === undefined) await insert.onConflictDoNothing();
  else await insert.onConflictDoUpdate({ target: t.device.id, set: { gateway } });
};

export const saveAssignment = async (
  deps: SaveDeps,
  stored: StoredRoster,
  line: RosterLine,
  patientId: string,
): Promise<Saved> => {
  const { db, t } = deps.store;
  const held = stored.assignments.get(line.device) ?? [];
  const same = held.find(a => isSame(a, line, patientId));
  if (same?.perWeek === line.perWeek) return 'unchanged';
  if (same) {
    await db.update(t.assignment).set({ perWeek: line.perWeek }).where(eq(t.assignment.id, same.id));
    return 'changed';
  }
  const added: AssignmentRow = {
    id: newId('asg'),
    deviceId: line.device,
    kind: line.kind,
    slot: line.slot ?? null,
    patientId,
    perWeek: line.perWeek,
    fromAt: line.from ?? null,
    untilAt: null,
  };
  await db.insert(t.assignment).values(added);
  stored.assignments.set(line.device, [...held, added]);
  return 'added';
};
