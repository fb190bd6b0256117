import type { ApproveInput, ByHandInput } from '../contract/minutes.ts';
import { actorName } from '../domain/actor.ts';
import { dayMs } from '../domain/local-day.ts';
import { AppError } from '../errors.ts';
import { newId } from '../ids.ts';
import { findPatient } from '../roster/patients.ts';
import type { VerbDeps } from '../worklist/verb.ts';
import {
  changedMeanwhile,
  fetchOwn,
  type MinutesRow,
  refuseOverlap,
  saveMinutes,
  toldOf,
} from './minutes-rows.ts';
import { requireItemOf } from './minutes-timer.ts';

/** Convention: what is older belongs to a month that is billed. */
const oldestMs = 62 * dayMs;

const startOf = ({ startedAt: text, seconds }: ByHandInput, at: number): number => {
  const startedAt = Date.parse(text);
  if (startedAt + seconds * 1_000 <= at && startedAt >= at - oldestMs) return startedAt;
  throw new AppError('bad-request', 'startedAt: the time must be over, and not older than 62 days', {
    field: 'startedAt',
    remedy: 'check the date, and that start and duration end by now',
  });
};

/** Enters time by hand; it waits for its maker's approval. @throws AppError not-found, bad-request, conflict */
export const addMinutes = (deps: VerbDeps, id: string, input: ByHandInput): Promise<MinutesRow> =>
  deps.store.write(async () => {
    const { store, actor, at } = deps;
    const patient = await findPatient({ reader: store.db, t: store.t }, id);
    await requireItemOf(deps, patient.id, input.itemId);
    const { activity, interactive, seconds, note } = input;
    const startedAt = startOf(input, at);
    const row: MinutesRow = {
      ...{ id: newId('min'), patientId: patient.id, itemId: input.itemId ?? null, activity, interactive },
      ...{ startedAt, seconds, endedAt: startedAt + seconds * 1_000, state: 'waiting', note },
      ...{ by: actorName(actor), at },
      ...{ decidedBy: null, decidedAt: null, version: 1 },
    };
    await refuseOverlap(deps, row);
    await store.db.insert(store.t.minutes).values(row);
    await toldOf(deps, row, 'enter');
    return row;
  });

const decided = ({ actor, at }: VerbDeps) => ({ decidedBy: actorName(actor), decidedAt: at });

const noTime = (): AppError =>
  new AppError('not-allowed-now', 'seconds: this entry has no time to approve', {
    field: 'seconds',
    remedy: 'send the seconds that it should count, or discard it',
  });

const tooLong = (): AppError =>
  new AppError('bad-request', 'seconds: the entry would last beyond now', {
    field: 'seconds',
    remedy: 'send no more seconds than have passed since its start',
  });

/** An entry without pauses ends when its time does; one with pauses keeps its end, unless there is more time in it. */
const endPutRight = ({ startedAt, endedAt, seconds: before }: MinutesRow, seconds: number): number => {
  const end = startedAt + seconds * 1_000;
  const hadPauses = endedAt !== null && endedAt > startedAt + before * 1_000;
  return hadPauses ? Math.max(endedAt, end) : end;
};

/**
 * Has waiting time count, as entered or as its maker puts it right.
 * @throws AppError not-found, conflict, not-allowed-now, bad-request
 */
export const approveMinutes = (deps: VerbDeps, id: string, input: ApproveInput): Promise<MinutesRow> =>
  deps.store.write(async () => {
    const row = await fetchOwn(deps, id);
    if (row.state !== 'waiting' || row.version !== input.version) throw changedMeanwhile(row);
    const seconds = input.seconds ?? row.seconds;
    if (seconds === 0) throw noTime();
    if (row.startedAt + seconds * 1_000 > deps.at) throw tooLong();
    const endedAt = endPutRight(row, seconds);
    await refuseOverlap(deps, { ...row, seconds, endedAt });
    return saveMinutes(deps, row, { seconds, endedAt, state: 'approved', ...decided(deps) }, 'approve');
  });

/** Has time count no more, also when it was approved. @throws AppError not-found, conflict, not-allowed-now */
export const discardMinutes = (deps: VerbDeps, id: string, version: number): Promise<MinutesRow> =>
  deps.store.write(async () => {
    const row = await fetchOwn(deps, id);
    if (row.state === 'discarded' || row.version !== version) throw changedMeanwhile(row);
    return saveMinutes(deps, row, { state: 'discarded', ...decided(deps) }, 'discard');
  });
