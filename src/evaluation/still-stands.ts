import type { Sql } from '../db/statements.ts';
import type { HeldDevice } from '../domain/patient.ts';
import type { Judged } from './judged.ts';

type DueRow = [generation: number, judgedGeneration: number, timers: string, setbacks: string];

/** Whether a patient holds the same devices, with the same batteries: a status changes no revision of the roster. */
export const sameBatteries = (asked: readonly HeldDevice[], known: readonly HeldDevice[]): boolean =>
  asked.length === known.length &&
  asked.every((device, i) => {
    const now = known[i];
    return device.deviceId === now?.deviceId && device.batteryPercent === now.batteryPercent;
  });

/**
 * Whether what was judged outside the transaction may be written in it: nobody has judged the patient meanwhile, set a
 * timer, or decided of a reading. What has merely arrived since is judged next, as if it had come after the judging.
 */
export const stillStands = (sql: Sql): ((judged: Judged) => Promise<boolean>) => {
  const dueRow = sql
    .prepare<[string], DueRow>(
      'SELECT generation, judged_generation, timers, setbacks FROM due WHERE patient_id = ?',
    )
    .raw();
  const decidedAfter = sql
    .prepare<[string, number], number>(
      'SELECT 1 FROM retraction WHERE patient_id = ? AND arrival > ? LIMIT 1',
    )
    .pluck();
  return async ({ patientId, seen }) => {
    const row = await dueRow.get(patientId);
    if (!row) return false;
    const [generation, judgedGeneration, timers, setbacks] = row;
    if (judgedGeneration !== seen.judgedGeneration) return false;
    if (timers !== seen.timers || setbacks !== seen.setbacks) return false;
    return (
      generation === seen.generation || (await decidedAfter.get(patientId, seen.generation)) === undefined
    );
  };
};
