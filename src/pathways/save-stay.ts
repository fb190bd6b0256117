import { and, asc, desc, eq } from 'drizzle-orm';
import type { DischargeInput } from '../contract/discharge.ts';
import type { StayFacts } from '../domain/encounter.ts';
import { inStatusSince, type MonitoringChange, statusAt } from '../domain/monitoring.ts';
import { AppError } from '../errors.ts';
import { newId } from '../ids.ts';
import type { Row } from '../worklist/rows.ts';
import type { VerbDeps } from '../worklist/verb.ts';
import { type StayToEnd, stayToEnd } from './stay-to-end.ts';

export type EncounterRow = Row<'encounter'>;

const iso = (at: number): string => new Date(at).toISOString();

/** Since when a patient is in hospital by the status at an instant; null: she is not. */
export const inHospitalSince = (changes: readonly MonitoringChange[], at: number): number | null =>
  statusAt(changes, at) === 'in-hospital' ? inStatusSince(changes, at) : null;

/** Who recorded the end of a stay: whoever started the calls after it, else an import. */
const endedBy = async ({ store: { db, t } }: VerbDeps, { id, createdAt }: EncounterRow) => {
  const [task] = await db
    .select({ by: t.careTask.createdBy, at: t.careTask.createdAt })
    .from(t.careTask)
    .where(eq(t.careTask.encounterId, id))
    .orderBy(asc(t.careTask.createdAt))
    .limit(1);
  return { by: task?.by ?? 'an import', at: task?.at ?? createdAt };
};

const refusals: Readonly<Record<'not-told' | 'before-admission', readonly [string, string]>> = {
  'not-told': [
    'admittedAt: no stay on file is open, and the status does not say since when the patient was in hospital',
    'say when the patient was admitted',
  ],
  'before-admission': ['dischargedAt: must be later than the admission', 'check both times'],
};

const refusal = async (
  deps: VerbDeps,
  found: Exclude<StayToEnd<EncounterRow>, { is: 'on-file' | 'new' }>,
): Promise<AppError> => {
  if (!('stay' in found)) {
    const [message, remedy] = refusals[found.is as keyof typeof refusals];
    return new AppError('bad-request', message, { field: message.split(':')[0] ?? '', remedy });
  }
  const { stay } = found;
  const conflict = { ...(await endedBy(deps, stay)), state: stay.dischargedAt === null ? 'open' : 'ended' };
  const ended = stay.dischargedAt === null ? 'has not ended' : `ended at ${iso(stay.dischargedAt)}`;
  return found.is === 'overlaps'
    ? new AppError('conflict', `another stay, from ${iso(stay.admittedAt)}, ${ended}`, {
        remedy: 'leave admittedAt out to end that stay, or check both times',
        conflict,
      })
    : new AppError('conflict', `this stay ${ended}`, {
        remedy: "look at the patient's stays and tasks again; say admittedAt for another stay",
        conflict,
      });
};

const merged = (known: StayFacts | null, told: DischargeInput['facts']): StayFacts | null => {
  const facts = { ...known, ...told } as StayFacts;
  return Object.keys(facts).length === 0 ? null : facts;
};

const endStay = async (
  { store: { db, t } }: VerbDeps,
  stay: EncounterRow,
  { emergent, facts, dischargedAt }: DischargeInput,
): Promise<EncounterRow> => {
  const ended = {
    dischargedAt: Date.parse(dischargedAt),
    emergent: emergent ?? stay.emergent,
    facts: merged(stay.facts, facts),
  };
  await db.update(t.encounter).set(ended).where(eq(t.encounter.id, stay.id));
  return { ...stay, ...ended };
};

const addStay = async (
  { store: { db, t }, at }: VerbDeps,
  patientId: string,
  admittedAt: number,
  input: DischargeInput,
): Promise<EncounterRow> => {
  const row: EncounterRow = {
    id: newId('enc'),
    patientId,
    class: input.class,
    admittedAt,
    dischargedAt: Date.parse(input.dischargedAt),
    emergent: input.emergent ?? false,
    facts: merged(null, input.facts),
    createdAt: at,
  };
  await db.insert(t.encounter).values(row);
  return row;
};

/** Ends a stay on file, or records one with its end; a second discharge is refused. @throws AppError conflict, bad-request */
export const saveStay = async (
  deps: VerbDeps,
  patientId: string,
  input: DischargeInput,
  since: number | null,
): Promise<EncounterRow> => {
  const { db, t } = deps.store;
  const stays = await db
    .select()
    .from(t.encounter)
    .where(and(eq(t.encounter.patientId, patientId), eq(t.encounter.class, input.class)))
    .orderBy(desc(t.encounter.admittedAt));
  const found = stayToEnd(stays, {
    admittedAt: input.admittedAt === undefined ? null : Date.parse(input.admittedAt),
    dischargedAt: Date.parse(input.dischargedAt),
    inHospitalSince: since,
  });
  if (found.is === 'on-file') return endStay(deps, found.stay, input);
  if (found.is === 'new') return addStay(deps, patientId, found.admittedAt, input);
  throw await refusal(deps, found);
};
