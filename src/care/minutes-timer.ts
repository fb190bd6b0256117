import { and, eq } from 'drizzle-orm';
import type { PauseInput, StartInput, StopInput } from '../contract/minutes.ts';
import { actorName } from '../domain/actor.ts';
import { AppError } from '../errors.ts';
import { newId } from '../ids.ts';
import { findPatient } from '../roster/patients.ts';
import type { VerbDeps } from '../worklist/verb.ts';
import {
  changedMeanwhile,
  countedSeconds,
  endOf,
  fetchOwn,
  type MinutesRow,
  refuseOverlap,
  saveMinutes,
  toldOf,
} from './minutes-rows.ts';

/** @throws AppError bad-request when the item is another patient's, or none */
export const requireItemOf = async (
  { store: { db, t } }: VerbDeps,
  patientId: string,
  itemId: string | undefined,
): Promise<void> => {
  if (itemId === undefined) return;
  const [item] = await db
    .select({ id: t.worklistItem.id })
    .from(t.worklistItem)
    .where(and(eq(t.worklistItem.id, itemId), eq(t.worklistItem.patientId, patientId)));
  if (item) return;
  throw new AppError('bad-request', 'itemId is no worklist item of this patient', {
    field: 'itemId',
    remedy: "take it from the patient's openItemId, or leave it out",
  });
};

const stopOwn = async (deps: VerbDeps): Promise<MinutesRow | null> => {
  const { db, t } = deps.store;
  const [running] = await db
    .select()
    .from(t.minutes)
    .where(and(eq(t.minutes.by, actorName(deps.actor)), eq(t.minutes.state, 'running')));
  if (!running) return null;
  const endedAt = running.endedAt ?? running.startedAt;
  return saveMinutes(deps, running, { state: 'waiting', endedAt }, 'stop');
};

export type Started = { readonly row: MinutesRow; readonly stopped: MinutesRow | null };

/**
 * Starts a timer. The one that its maker has running stops, at the seconds that were last told of it, and waits for
 * approval. @throws AppError not-found, bad-request, conflict when the time is entered already
 */
export const startMinutes = (deps: VerbDeps, id: string, input: StartInput): Promise<Started> =>
  deps.store.write(async () => {
    const { store, actor, at } = deps;
    const patient = await findPatient({ reader: store.db, t: store.t }, id);
    await requireItemOf(deps, patient.id, input.itemId);
    const stopped = await stopOwn(deps);
    const { activity, interactive = activity === 'call' } = input;
    const row: MinutesRow = {
      ...{ id: newId('min'), patientId: patient.id, itemId: input.itemId ?? null, activity, interactive },
      ...{ startedAt: at, seconds: 0, endedAt: null, state: 'running', note: null, by: actorName(actor), at },
      ...{ decidedBy: null, decidedAt: null, version: 1 },
    };
    await store.db.insert(store.t.minutes).values(row);
    await toldOf(deps, row, 'start');
    return { row, stopped };
  });

const onRunning = (
  deps: VerbDeps,
  id: string,
  act: (row: MinutesRow) => Promise<MinutesRow>,
): Promise<MinutesRow> =>
  deps.store.write(async () => {
    const row = await fetchOwn(deps, id);
    if (row.state !== 'running') throw changedMeanwhile(row);
    return act(row);
  });

/** Notes how much a running timer has counted; it goes on. @throws AppError not-found, conflict, not-allowed-now */
export const pauseMinutes = (deps: VerbDeps, id: string, { seconds }: PauseInput): Promise<MinutesRow> =>
  onRunning(deps, id, row => {
    const counted = countedSeconds(seconds, row.startedAt, deps.at);
    return saveMinutes(deps, row, { seconds: counted, endedAt: endOf(row, counted, deps.at) }, 'pause');
  });

/** Ends a timer; what it counted waits for approval. @throws AppError not-found, conflict, not-allowed-now */
export const stopMinutes = (deps: VerbDeps, id: string, input: StopInput): Promise<MinutesRow> =>
  onRunning(deps, id, async row => {
    const { interactive = row.interactive, note = null } = input;
    const seconds = countedSeconds(input.seconds, row.startedAt, deps.at);
    const endedAt = endOf(row, seconds, deps.at);
    await refuseOverlap(deps, { ...row, seconds, endedAt });
    return saveMinutes(deps, row, { seconds, endedAt, interactive, note, state: 'waiting' }, 'stop');
  });
