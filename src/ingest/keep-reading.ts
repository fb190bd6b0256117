import type { DueMarks } from '../db/due-marks.ts';
import { outboxWrites } from '../db/outbox.ts';
import type { Sql } from '../db/statements.ts';
import type { NewReading } from '../domain/reading.ts';
import { renewRollup } from '../readings/rollup-store.ts';
import { type ReadingWrites, readingWrites } from '../readings/store.ts';
import type { Directory } from '../roster/directory.ts';
import type { Confirmed } from './confirm-weigh-in.ts';
import type { Outcome } from './outcome.ts';
import type { Understood } from './understand.ts';
import { weighInsAround } from './weigh-ins-around.ts';
import { isHeldAgainstOthers, type WithDoubt, withDoubt } from './with-doubt.ts';

/** What a group of messages brings about, besides what becomes of each. */
export type InHand = {
  readonly marks: DueMarks;
  readonly woken: Set<string>;
  /** has what bears out another weigh-in told of it; one at a time, whoever asks */
  readonly confirm: (confirmed: Confirmed) => Promise<void>;
};

type Deps = { readonly sql: Sql; readonly patient: Directory['patient'] };

/** What makes a reading doubtful beside the patient's other weigh-ins, and which of those it bears out. */
const doubting = ({ sql, patient }: Deps) => {
  const weighInsOf = weighInsAround(sql);
  return async (patientId: string, reading: NewReading): Promise<WithDoubt> => {
    const owner = isHeldAgainstOthers(reading) ? patient(patientId, reading.measuredAt) : undefined;
    if (!owner) return { reading, confirms: [] };
    return withDoubt(reading, await weighInsOf(patientId, reading.measuredAt), owner.context);
  };
};

/** Writes a reading of which nobody can say whose it is: it is judged on the line of each who may have measured. */
const unownedWrites = (sql: Sql, readings: ReadingWrites) => {
  const emit = outboxWrites(sql);
  return async (reading: NewReading, candidates: readonly string[], { marks }: InHand): Promise<Outcome> => {
    await readings.addUnowned(reading, candidates);
    for (const patientId of candidates) {
      await readings.addCandidate(patientId, reading, await marks.nextArrival(patientId));
      await marks.mark(patientId, reading.measuredAt);
    }
    const { id: readingId, receivedAt: at } = reading;
    await emit({ at, kind: 'reading.unowned', patientId: null, itemId: null, subjectId: readingId });
    return { is: 'unowned', readingId };
  };
};

/**
 * A reading that came as history, which is held against nothing, counts no more in its day once it came live and was
 * doubted.
 */
const renewDay = ({ sql, patient }: Deps) => {
  const renew = renewRollup(sql);
  return async (patientId: string, { kind, measuredAt }: NewReading): Promise<void> => {
    const owner = patient(patientId, measuredAt);
    if (owner) await renew(patientId, kind, measuredAt, owner.context.timeZone);
  };
};

/** Writes a patient's reading, and what it says of those before it. */
const ownedWrites = (deps: Deps, readings: ReadingWrites) => {
  const emit = outboxWrites(deps.sql);
  const doubted = doubting(deps);
  const leaveOut = renewDay(deps);
  return async (patientId: string, sent: NewReading, { marks, confirm }: InHand): Promise<Outcome> => {
    const { reading, confirms } = await doubted(patientId, sent);
    const { id: readingId, receivedAt: at } = reading;
    const arrival = await marks.nextArrival(patientId);
    if (!(await readings.addOwned(patientId, reading, arrival))) return { is: 'duplicate', readingId };
    await marks.mark(patientId, reading.measuredAt);
    for (const id of confirms) await confirm({ patientId, readingId: id, at });
    if (reading.suspect === null) return { is: 'stored', readingId };
    if (sent.suspect === null) await leaveOut(patientId, reading);
    await emit({ at, kind: 'reading.suspect', patientId, itemId: null, subjectId: readingId });
    return { is: 'suspect', readingId };
  };
};

/** Writes one reading, inside the writer's transaction. */
export const keepReading = (deps: Deps) => {
  const readings = readingWrites(deps.sql);
  const keepUnowned = unownedWrites(deps.sql, readings);
  const keepOwned = ownedWrites(deps, readings);
  return async (
    { reading, alsoId, owner, everAssigned }: Extract<Understood, { is: 'reading' }>,
    inHand: InHand,
  ): Promise<Outcome> => {
    const patientId = owner.is === 'known' ? owner.patientId : null;
    const others = everAssigned.filter(id => id !== patientId);
    if (await readings.isElsewhere(reading, alsoId, others))
      return { is: 'duplicate', readingId: reading.id };
    if (owner.is === 'unclear') return keepUnowned(reading, owner.candidates, inHand);
    return keepOwned(owner.patientId, reading, inHand);
  };
};
