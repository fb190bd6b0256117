import { and, type Column, eq, gt, inArray, isNull, or, type SQL, sql } from 'drizzle-orm';
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

/**
 * An assignment was in force when a message came that its device had sent, at any of its comings. When one of history
 * came says nothing of when it was measured: of such, any assignment may have been in force.
 */
export const inForceWhenItCame = ({ assignment, rejectedMessage }: Store['t']): SQL => {
  const { fromAt, untilAt } = assignment;
  const { firstReceivedAt, lastReceivedAt, mode } = rejectedMessage;
  return sql`(${mode} = 'history' or ((${fromAt} is null or ${fromAt} <= ${lastReceivedAt})
    and (${untilAt} is null or ${untilAt} > ${firstReceivedAt})))`;
};

/** Whom a rejected message may tell of: who held its device when it came; when nobody did, everyone who ever did. */
export const patientsOfRejected = async ({ reader, t }: Deps, id: string): Promise<readonly string[]> => {
  const held = await reader
    .select({ id: t.assignment.patientId, heldThen: sql<boolean | number>`${inForceWhenItCame(t)}` })
    .from(t.rejectedMessage)
    .innerJoin(t.assignment, eq(t.assignment.deviceId, t.rejectedMessage.deviceId))
    .where(eq(t.rejectedMessage.id, id));
  const holders = held.filter(({ heldThen }) => Boolean(heldThen));
  return [...new Set((holders.length > 0 ? holders : held).map(row => row.id))].toSorted();
};

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
  | 'rejected'
  | 'assignment'
  | 'backtest'
  | 'task'
  | 'minutes'
  | 'symptom-report'
  | 'provider-request'
  | 'incident';

const patientIdsOf = (
  deps: Deps,
  kind: SubjectKind,
  id: string,
): Promise<readonly string[]> | readonly string[] => {
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
    case 'rejected':
      return patientsOfRejected(deps, id);
    default:
      return [];
  }
};

/** how long a provider sees what she answered */
const answeredBackMs = 7 * dayMs;

/** Requests that await a provider, this one or any, or that she answered lately. */
const awaitingHer = ({ t }: Pick<Deps, 't'>, { actor }: Principal, now: number): SQL | undefined => {
  const name = actor.type === 'system' ? '' : actor.name;
  const { provider, answeredAt, answeredBy } = t.providerRequest;
  return or(
    and(isNull(answeredAt), or(isNull(provider), eq(provider, name))),
    and(eq(answeredBy, name), gt(answeredAt, now - answeredBackMs)),
  );
};

/** Of these patients, those for whom something awaits a provider, or whom she answered lately. */
const awaitingOf = async (
  deps: Deps,
  principal: Principal,
  patientIds: readonly string[],
  now: number,
): Promise<ReadonlySet<string>> => {
  const { patientId } = deps.t.providerRequest;
  const rows = await deps.reader
    .selectDistinct({ patientId })
    .from(deps.t.providerRequest)
    .where(and(inArray(patientId, [...patientIds]), awaitingHer(deps, principal, now)));
  return new Set(rows.map(row => row.patientId));
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

/** The patient whose id is in this column is one whom the caller may see; undefined: no need to ask. */
export const isSeenBy = (
  deps: Pick<Deps, 't'>,
  principal: Principal,
  patientId: Column,
  now: number,
): SQL | undefined => {
  const { patient, providerRequest } = deps.t;
  const { programs, onlyAwaiting } = principal;
  const ofHers = programs && and(eq(patient.id, patientId), inArray(patient.programId, [...programs]));
  const awaiting = and(eq(providerRequest.patientId, patientId), awaitingHer(deps, principal, now));
  return and(
    ofHers ? sql`exists (select 1 from ${patient} where ${ofHers})` : undefined,
    onlyAwaiting ? sql`exists (select 1 from ${providerRequest} where ${awaiting})` : undefined,
  );
};

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
