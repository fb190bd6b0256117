import type { Sql } from '../db/statements.ts';
import type { TakenReading } from '../db/tables/readings.ts';
import type { Kind, Reading } from '../domain/reading.ts';
import { fromRow } from './row.ts';

/** A person's decision as the fold takes it up: at `arrival` in the patient's order of arrival. */
export type Retraction = {
  readonly arrival: number;
  readonly at: number;
  /** null: a status that took effect at `measuredAt` */
  readonly kind: Kind | null;
  readonly measuredAt: number;
  /** the reading as it was until then; null where the patient had none */
  readonly taken: { readonly reading: Reading; readonly owned: boolean } | null;
};

type Row = [arrival: number, at: number, kind: Kind | null, measuredAt: number, taken: string | null];

const takenFrom = (text: string | null): Retraction['taken'] => {
  if (text === null) return null;
  const { row, owned } = JSON.parse(text) as TakenReading;
  return { reading: fromRow(row), owned };
};

/** A patient's decisions after an arrival, in order of arrival. */
export type RetractionsAfter = (patientId: string, arrival: number) => Promise<readonly Retraction[]>;

export const retractionsAfter = (sql: Sql): RetractionsAfter => {
  const select = sql
    .prepare<[string, number], Row>(
      `SELECT arrival, at, kind, measured_at, taken FROM retraction
       WHERE patient_id = ? AND arrival > ? ORDER BY arrival`,
      { types: ['text', 'bigint'] },
    )
    .raw();
  return async (patientId, after) =>
    (await select.all(patientId, after)).map(([arrival, at, kind, measuredAt, taken]) => ({
      arrival,
      at,
      kind,
      measuredAt,
      taken: takenFrom(taken),
    }));
};

/** Forgets a patient's decisions up to an arrival that every rule has judged. Inside the writer's transaction. */
export const forgetRetractions = (sql: Sql): ((patientId: string, upTo: number) => Promise<void>) => {
  const remove = sql.prepare('DELETE FROM retraction WHERE patient_id = ? AND arrival <= ?');
  return async (patientId, upTo) => {
    await remove.run(patientId, upTo);
  };
};
