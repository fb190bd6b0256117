import type BetterSqlite3 from 'better-sqlite3';
import { inMeasuredOrder, type Kind, kinds, type Reading } from '../domain/reading.ts';
import { type Cell, fromRow, readingColumns, toRow } from './row.ts';

type Unarrived = Parameters<typeof toRow>[0];

/** Writes of readings; every call belongs inside the writer's transaction. */
export type ReadingWrites = {
  /** false: the same reading is already there */
  readonly addOwned: (
    patientId: string,
    reading: Unarrived,
    alsoId: string | null,
    arrival: number,
  ) => boolean;
  /** false: the same reading is already there */
  readonly addUnowned: (reading: Unarrived, alsoId: string | null, candidates: readonly string[]) => boolean;
  readonly addCandidate: (patientId: string, readingId: string, arrival: number) => void;
};

const columns = readingColumns.join(', ');
const marks = (count: number) => Array.from({ length: count }, () => '?').join(', ');

export const readingWrites = (sqlite: BetterSqlite3.Database): ReadingWrites => {
  const insert = sqlite.prepare(
    `INSERT OR IGNORE INTO reading (patient_id, ${columns}) VALUES (${marks(readingColumns.length + 1)})`,
  );
  const insertUnowned = sqlite.prepare(
    `INSERT OR IGNORE INTO unowned_reading (${columns}, candidates) VALUES (${marks(readingColumns.length + 1)})`,
  );
  const insertCandidate = sqlite.prepare(
    'INSERT INTO unowned_candidate (patient_id, arrival, reading_id) VALUES (?, ?, ?)',
  );
  const sameWithoutTime = sqlite.prepare(`SELECT 1 FROM reading WHERE id = ? AND flags <> '[]'`);
  const sameUnowned = sqlite.prepare('SELECT 1 FROM unowned_reading WHERE id = ?');
  return {
    addOwned: (patientId, reading, alsoId, arrival) => {
      if (alsoId !== null && sameWithoutTime.get(alsoId)) return false;
      return insert.run(patientId, ...toRow(reading, arrival)).changes === 1;
    },
    addUnowned: (reading, alsoId, candidates) => {
      if (alsoId !== null && sameUnowned.get(alsoId)) return false;
      return insertUnowned.run(...toRow(reading, 0), JSON.stringify(candidates)).changes === 1;
    },
    addCandidate: (patientId, readingId, arrival) => insertCandidate.run(patientId, arrival, readingId),
  };
};

/** Reads of one patient's readings; their cost follows the window asked for, never the history. */
export type ReadingReads = {
  /** every kind, good and suspect, measured at or after `from`; of a kind with none, the last good one; in measured order */
  readonly since: (patientId: string, from: number) => Reading[];
  /** readings of unclear owner, measured at or after `from`, for which this patient is a candidate */
  readonly unownedSince: (patientId: string, from: number) => Reading[];
};

export const readingReads = (sqlite: BetterSqlite3.Database): ReadingReads => {
  const window = sqlite
    .prepare<[string, Kind, number], Cell[]>(
      `SELECT ${columns} FROM reading WHERE patient_id = ? AND kind = ? AND measured_at >= ?`,
    )
    .raw();
  const lastBefore = sqlite
    .prepare<[string, Kind, number], Cell[]>(
      `SELECT ${columns} FROM reading WHERE patient_id = ? AND kind = ? AND measured_at < ? AND suspect IS NULL
       ORDER BY measured_at DESC LIMIT 1`,
    )
    .raw();
  const unowned = sqlite
    .prepare<[string, number], Cell[]>(
      `SELECT c.arrival, ${readingColumns.map(c => `r.${c}`).join(', ')}
       FROM unowned_candidate c JOIN unowned_reading r ON r.id = c.reading_id
       WHERE c.patient_id = ? AND r.measured_at >= ?`,
    )
    .raw();
  return {
    since: (patientId, from) =>
      kinds
        .flatMap(kind => {
          const rows = window.all(patientId, kind, from);
          return rows.length > 0 ? rows : lastBefore.all(patientId, kind, from);
        })
        .map(fromRow)
        .sort(inMeasuredOrder),
    unownedSince: (patientId, from) =>
      unowned
        .all(patientId, from)
        .map(([arrival, ...row]) => ({ ...fromRow(row), arrival: arrival as number })),
  };
};
