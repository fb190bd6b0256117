import { and, eq, isNotNull, ne } from 'drizzle-orm';
import type { DischargeInput } from '../contract/discharge.ts';
import { recordAudit } from '../db/audit.ts';
import { emit } from '../db/outbox.ts';
import { dayMs } from '../domain/local-day.ts';
import { type MonitoringStatus, statusAt } from '../domain/monitoring.ts';
import { AppError } from '../errors.ts';
import { changeRoster } from '../roster/change-roster.ts';
import { monitoringOf } from '../roster/monitoring.ts';
import type { OverrideRow } from '../roster/overrides-under.ts';
import { findPatient } from '../roster/patients.ts';
import type { ProgramDeps } from '../roster/rule-set-grounds.ts';
import { enterStatus } from '../roster/set-status.ts';
import type { Row } from '../worklist/rows.ts';
import { alignTaskAlert } from './align-task-alert.ts';
import { callsAfter } from './call-days.ts';
import { insertTask } from './create-task.ts';
import { type EncounterRow, inHospitalSince, saveStay } from './save-stay.ts';
import { type TaskRow, tellOfTask, updateTask } from './task-verb.ts';
import { type LeftLimit, tightenLimits } from './tighten-limits.ts';

/** TCM 99495/99496: 30 days from the discharge. */
const transitionMs = 30 * dayMs;

export type Discharged = {
  readonly patientId: string;
  readonly encounter: EncounterRow;
  readonly status: MonitoringStatus;
  readonly tasks: readonly TaskRow[];
  readonly cancelledTasks: number;
  readonly limits: readonly OverrideRow[];
  readonly limitsLeft: readonly LeftLimit[];
};

/** Convention: who is said to have been in hospital for longer was not; the year is wrong. */
const longestStayMs = 366 * dayMs;

const requireRecent = ({ admittedAt, dischargedAt }: DischargeInput, at: number): number => {
  const instant = Date.parse(dischargedAt);
  if (admittedAt !== undefined && Date.parse(admittedAt) < instant - longestStayMs)
    throw new AppError('bad-request', 'admittedAt: lies more than a year before the discharge', {
      field: 'admittedAt',
      remedy: 'check the year',
    });
  if (instant <= at && instant > at - transitionMs) return instant;
  throw new AppError('bad-request', 'dischargedAt: must lie within the last 30 days', {
    field: 'dischargedAt',
    remedy: 'record an older stay with the encounters file: it starts no calls',
  });
};

/** In hospital no more, since the discharge; any other status stays. */
const endHospital = async (
  deps: ProgramDeps,
  patientId: string,
  since: number | null,
  dischargedAt: number,
): Promise<void> => {
  if (since === null) return;
  const from = Math.max(dischargedAt, since);
  await enterStatus(deps, patientId, { status: 'active', from, reason: 'discharged' });
};

/** Calls after an earlier stay have no object any more. */
const cancelEarlier = async (deps: ProgramDeps, patientId: string, encounterId: string): Promise<number> => {
  const { careTask: task } = deps.store.t;
  const open = await deps.store.db
    .select()
    .from(task)
    .where(
      and(
        eq(task.patientId, patientId),
        eq(task.state, 'open'),
        isNotNull(task.encounterId),
        ne(task.encounterId, encounterId),
      ),
    );
  for (const call of open) {
    const fields = { state: 'cancelled', outcome: 'a later stay has ended', doneBy: 'system' } as const;
    await updateTask(deps, call, call.version, { ...fields, doneAt: deps.at });
    await tellOfTask(deps, call, 'cancel', { encounterId });
  }
  return open.length;
};

const startCalls = async (
  deps: ProgramDeps,
  { id: patientId, timeZone }: Row<'patient'>,
  { id: encounterId }: EncounterRow,
  dischargedAt: number,
): Promise<TaskRow[]> => {
  const tasks: TaskRow[] = [];
  for (const call of callsAfter(dischargedAt, timeZone, deps.at))
    tasks.push(await insertTask(deps, { ...call, patientId, encounterId }));
  return tasks;
};

const tell = async (
  { store, actor, at }: ProgramDeps,
  { id, patientId, class: stayClass, admittedAt, dischargedAt }: EncounterRow,
): Promise<void> => {
  await recordAudit(store, {
    at,
    actor,
    action: 'patient.discharge',
    subject: { type: 'encounter', id },
    patientId,
    detail: { class: stayClass, admittedAt, dischargedAt },
  });
  await emit(store, { at, kind: 'patient.changed', patientId, itemId: null });
};

/**
 * Records that a patient came home: the stay ends, `in-hospital` becomes active, calls on days 2 and 7 start, and limits
 * are tighter for 30 days. All of it or nothing; a second discharge of the same stay is a conflict. Only by hand: an
 * imported stay starts nothing. @throws AppError not-found, bad-request, conflict
 */
export const discharge = (deps: ProgramDeps, id: string, input: DischargeInput): Promise<Discharged> =>
  changeRoster(
    deps,
    async () => {
      const { store, at } = deps;
      const reads = { reader: store.db, t: store.t };
      const dischargedAt = requireRecent(input, at);
      const patient = await findPatient(reads, id);
      const changesOf = async () => (await monitoringOf(reads, [patient.id])).get(patient.id) ?? [];
      const since = inHospitalSince(await changesOf(), at);
      const encounter = await saveStay(deps, patient.id, input, since);
      await endHospital(deps, patient.id, since, dischargedAt);
      const cancelledTasks = await cancelEarlier(deps, patient.id, encounter.id);
      const tasks = await startCalls(deps, patient, encounter, dischargedAt);
      const { set, left } = await tightenLimits(deps, patient.id, dischargedAt + transitionMs);
      await tell(deps, encounter);
      await alignTaskAlert(store, patient.id, at);
      return {
        patientId: patient.id,
        encounter,
        status: statusAt(await changesOf(), at),
        tasks,
        cancelledTasks,
        limits: set,
        limitsLeft: left,
      };
    },
    ({ patientId }) => [patientId],
  );
