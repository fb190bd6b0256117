import { and, eq, inArray, isNull, or } from 'drizzle-orm';
import type { Db, Store } from '../db/open.ts';
import { dayMs } from '../domain/local-day.ts';
import type { Principal } from './principal.ts';

type Deps = { readonly reader: Db; readonly t: Store['t'] };

/** The patient's program, by either id; undefined: there is no such patient. */
type Found = { readonly patientId: string; readonly programId: string };

const patientsBy = async ({ reader, t }: Deps, ids: readonly string[]): Promise<Found[]> =>
  ids.length === 0
    ? []
    : reader
        .select({ patientId: t.patient.id, programId: t.patient.programId })
        .from(t.patient)
        .where(or(inArray(t.patient.id, [...ids]), inArray(t.patient.siteId, [...ids])));

const column = async (
  { reader }: Deps,
  table: Store['t'][
    | 'worklistItem'
    | 'alert'
    | 'careTask'
    | 'minutes'
    | 'symptomReport'
    | 'providerRequest'
    | 'assignment'],
  id: string,
): Promise<string[]> => {
  const rows = await reader.select({ patientId: table.patientId }).from(table).where(eq(table.id, id));
  return rows.map(row => row.patientId);
};

const patientsOfReading = async ({ reader, t }: Deps, id: string): Promise<string[]> => {
  const own = await reader.select({ id: t.reading.patientId }).from(t.reading).where(eq(t.reading.id, id));
  const candidates = await reader
    .select({ id: t.unownedCandidate.patientId })
    .from(t.unownedCandidate)
    .where(eq(t.unownedCandidate.readingId, id));
  return [...own, ...candidates].map(row => row.id);
};

const patientsOfDevice = async ({ reader, t }: Deps, id: string): Promise<string[]> =>
  (
    await reader
      .selectDistinct({ id: t.assignment.patientId })
      .from(t.assignment)
      .where(eq(t.assignment.deviceId, id))
  ).map(row => row.id);

const patientsOfIncident = async ({ reader, t }: Deps, id: string): Promise<string[]> => {
  const [row] = await reader
    .select({ detail: t.incident.detail })
    .from(t.incident)
    .where(eq(t.incident.id, id));
  const ids = row?.detail.patientIds;
  return Array.isArray(ids) ? ids.filter(patientId => typeof patientId === 'string') : [];
};

const programOfBacktest = async ({ reader, t }: Deps, id: string): Promise<string[]> =>
  (await reader.select({ id: t.backtest.programId }).from(t.backtest).where(eq(t.backtest.id, id))).map(
    row => row.id,
  );

export type SubjectKind =
  | 'patient'
  | 'item'
  | 'alert'
  | 'program'
  | 'reading'
  | 'device'
  | 'assignment'
  | 'backtest'
  | 'task'
  | 'minutes'
  | 'symptom-report'
  | 'provider-request'
  | 'incident';

const patientIdsOf = (deps: Deps, kind: SubjectKind, id: string): Promise<string[]> | string[] => {
  const { t } = deps;
  switch (kind) {
    case 'patient':
      return [id];
    case 'item':
      return column(deps, t.worklistItem, id);
    case 'alert':
      return column(deps, t.alert, id);
    case 'task':
      return column(deps, t.careTask, id);
    case 'minutes':
      return column(deps, t.minutes, id);
    case 'symptom-report':
      return column(deps, t.symptomReport, id);
    case 'provider-request':
      return column(deps, t.providerRequest, id);
    case 'assignment':
      return column(deps, t.assignment, id);
    case 'incident':
      return patientsOfIncident(deps, id);
    case 'reading':
      return patientsOfReading(deps, id);
    case 'device':
      return patientsOfDevice(deps, id);
    default:
      return [];
  }
};

/** how long a provider sees what she answered */
const answeredBackMs = 7 * dayMs;

/** Of these patients, those for whom something awaits a provider: this one or any; or whom she answered lately. */
const awaitingOf = async (
  { reader, t }: Deps,
  { actor }: Principal,
  patientIds: readonly string[],
  now: number,
): Promise<ReadonlySet<string>> => {
  const name = actor.type === 'system' ? '' : actor.name;
  const { patientId, provider, answeredAt, answeredBy } = t.providerRequest;
  const rows = await reader
    .select({ patientId, answeredAt, answeredBy })
    .from(t.providerRequest)
    .where(
      and(
        inArray(patientId, [...patientIds]),
        or(eq(answeredBy, name), and(isNull(answeredAt), or(isNull(provider), eq(provider, name)))),
      ),
    );
  const lately = rows.filter(row => row.answeredAt === null || row.answeredAt > now - answeredBackMs);
  return new Set(lately.map(row => row.patientId));
};

/** Of these patients (by either id), the ids of those that the caller may see. */
export const patientsSeen = async (
  deps: Deps,
  principal: Principal,
  ids: readonly string[],
  now: number,
): Promise<readonly string[]> => {
  const { programs, onlyAwaiting } = principal;
  const found = (await patientsBy(deps, ids)).filter(
    ({ programId }) => programs === null || programs.includes(programId),
  );
  const patientIds = found.map(({ patientId }) => patientId);
  if (!onlyAwaiting || patientIds.length === 0) return patientIds;
  const awaiting = await awaitingOf(deps, principal, patientIds, now);
  return patientIds.filter(id => awaiting.has(id));
};

/** Sees everybody, so that nothing has to be looked up. */
export const seesAll = ({ programs, onlyAwaiting }: Principal): boolean => programs === null && !onlyAwaiting;

/**
 * Whether what a path names lies within the caller's reach. What does not exist is within everybody's: the route
 * itself says that it is not there, in the same words as for what is out of reach.
 */
export const isWithinReach = async (
  deps: Deps,
  principal: Principal,
  kind: SubjectKind,
  id: string,
  now: number,
): Promise<boolean> => {
  if (seesAll(principal)) return true;
  const { programs } = principal;
  if (kind === 'program') return programs === null || programs.includes(id);
  if (kind === 'backtest') {
    const of = await programOfBacktest(deps, id);
    return of.every(programId => programs === null || programs.includes(programId));
  }
  const patientIds = await patientIdsOf(deps, kind, id);
  if (patientIds.length === 0) return true;
  const exists = kind !== 'patient' || (await patientsBy(deps, patientIds)).length > 0;
  return !exists || (await patientsSeen(deps, principal, patientIds, now)).length > 0;
};
