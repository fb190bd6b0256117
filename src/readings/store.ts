import { each } from '../db/gathered.ts';
import type { Sql } from '../db/statements.ts';
import { inMeasuredOrder, type Kind, kinds, type NewReading, type Reading } from '../domain/reading.ts';
import { judgedColumns, judgedFromRow } from './judged-row.ts';
import { type Cell, fromRow, readingColumns, readingTypes, toRow } from './row.ts';

/** Writes of readings; every call belongs inside the writer's transaction. */
export type ReadingWrites = {
  /** it is there already: with a clock that was wrong then, under one of `others`, without owner, or decided by a person */
  readonly isElsewhere: (
    reading: NewReading,
    alsoId: string | null,
    others: readonly string[],
  ) => Promise<boolean>;
  /** false: the patient has it already; history that comes again live counts as new, since nobody has judged it */
  readonly addOwned: (patientId: string, reading: NewReading, arrival: number) => Promise<boolean>;
  readonly addUnowned: (reading: NewReading, candidates: readonly string[]) => Promise<void>;
  readonly addCandidate: (patientId: string, reading: NewReading, arrival: number) => Promise<void>;
};

const columns = readingColumns.join(', ');
const marks = (count: number) => Array.from({ length: count }, () => '?').join(', ');

export const readingWrites = (sql: Sql): ReadingWrites => {
  const insert = sql.prepare(
    `INSERT INTO reading (patient_id, ${columns}) SELECT ${marks(readingColumns.length + 1)} ${each} WHERE true
     ON CONFLICT (patient_id, kind, measured_at, id)
       DO UPDATE SET mode = 'live', arrival = excluded.arrival, received_at = excluded.received_at, suspect = excluded.suspect
       WHERE reading.mode = 'history' AND excluded.mode = 'live'
     ${sql.dialect === 'sqlite' ? 'ON CONFLICT DO NOTHING' : ''}`,
    {
      types: ['text', ...readingTypes],
      // in the order of the columns: patient, kind, instant, id
      written: { columns: 'patient_id, kind, measured_at, id', of: bound => bound.slice(0, 4).join('\n') },
    },
  );
  const insertUnowned = sql.prepare(
    `INSERT INTO unowned_reading (${columns}, candidates) VALUES (${marks(readingColumns.length + 1)})`,
  );
  const insertCandidate = sql.prepare(
    'INSERT INTO unowned_candidate (patient_id, measured_at, reading_id, arrival) VALUES (?, ?, ?, ?)',
  );
  const knownById = sql
    .prepare<[{ id: string }], number>(
      `SELECT 1 WHERE EXISTS (SELECT 1 FROM reading WHERE id = @id AND flags <> '[]')
       OR EXISTS (SELECT 1 FROM unowned_reading WHERE id = @id)
       OR EXISTS (SELECT 1 FROM reading_resolution WHERE reading_id = @id)`,
      { types: ['text'] },
    )
    .pluck();
  const sameOf = sql
    .prepare<[string, Kind, number, string], number>(
      'SELECT 1 FROM reading WHERE patient_id = ? AND kind = ? AND measured_at = ? AND id = ?',
      { types: ['text', 'text', 'bigint', 'text'] },
    )
    .pluck();
  return {
    isElsewhere: async ({ id, kind, measuredAt }, alsoId, others) => {
      const found = await Promise.all([
        knownById.get({ id }),
        alsoId === null ? undefined : knownById.get({ id: alsoId }),
        ...others.map(patientId => sameOf.get(patientId, kind, measuredAt, id)),
      ]);
      return found.some(row => row !== undefined);
    },
    addOwned: async (patientId, reading, arrival) =>
      (await insert.run(patientId, ...toRow(reading, arrival))) === 1,
    addUnowned: async (reading, candidates) => {
      await insertUnowned.run(...toRow(reading, 0), JSON.stringify(candidates));
    },
    addCandidate: async (patientId, { measuredAt, id }, arrival) => {
      await insertCandidate.run(patientId, measuredAt, id, arrival);
    },
  };
};

/** Reads of one patient's readings; their cost follows the window asked for, never the history. */
export type ReadingReads = {
  /** Every kind, good and suspect, measured at or after `from`, in measured order, as rules see them: of what was sent only mmol/L is told. */
  readonly since: (patientId: string, from: number) => Promise<Reading[]>;
  /** readings of unclear owner, measured at or after `from`, for which this patient is a candidate */
  readonly unownedSince: (patientId: string, from: number) => Promise<Reading[]>;
};

export const readingReads = (sql: Sql): ReadingReads => {
  // one statement for all kinds: half of what a short query costs is asking
  const ofKind = (kind: Kind): string => `SELECT ${judgedColumns(kind)} FROM reading
    WHERE patient_id = @patientId AND kind = '${kind}' AND measured_at >= @from`;
  const window = sql
    .prepare<[{ patientId: string; from: number }], Cell[]>(kinds.map(ofKind).join('\nUNION ALL\n'), {
      types: ['text', 'bigint'],
    })
    .raw();
  // nearly nobody has any, and asking for whole rows costs four times as much
  const hasUnowned = sql
    .prepare<[string, number], number>(
      'SELECT 1 FROM unowned_candidate WHERE patient_id = ? AND measured_at >= ? LIMIT 1',
      { types: ['text', 'bigint'] },
    )
    .pluck();
  const unowned = sql
    .prepare<[string, number], Cell[]>(
      `SELECT c.arrival, ${readingColumns.map(c => `r.${c}`).join(', ')}
       FROM unowned_candidate c JOIN unowned_reading r ON r.id = c.reading_id
       WHERE c.patient_id = ? AND c.measured_at >= ?`,
    )
    .raw();
  return {
    since: async (patientId, from) =>
      (await window.all({ patientId, from })).map(judgedFromRow).sort(inMeasuredOrder),
    unownedSince: async (patientId, from) => {
      if ((await hasUnowned.get(patientId, from)) === undefined) return [];
      const rows = await unowned.all(patientId, from);
      return rows.map(([arrival, ...row]) => ({ ...fromRow(row), arrival: arrival as number }));
    },
  };
};
