import type { Sql } from '../../db/statements.ts';
import { kinds, type Reading } from '../../domain/reading.ts';
import { type Cell, fromRow } from '../row.ts';
import { inHistoryOrder } from './history.ts';
import { readingCells } from './stored-readings.ts';

export type PanelPage = {
  readonly patientIds: readonly string[];
  /** in history order, every kind */
  readonly readingsOf: ReadonlyMap<string, readonly Reading[]>;
};

export type PagesAsked = {
  /** patients after this one; absent: all */
  readonly after?: string;
  /** patients with a reading measured before, and of them all readings up to then and the last of each kind; absent: all */
  readonly before?: number;
};

const patientsAtOnce = 20;

/** Readings of one patient as they are stored now. */
export const patientReadings = (sql: Sql, before?: number): ((patientId: string) => Promise<Reading[]>) => {
  const upTo = before === undefined ? '' : ` AND measured_at < ${before}`;
  const select = sql
    .prepare<[string, string], Cell[]>(
      `SELECT ${readingCells()} FROM reading WHERE patient_id = ? AND kind = ?${upTo}`,
    )
    .raw();
  const last = sql
    .prepare<[string, string], Cell[]>(
      `SELECT ${readingCells()} FROM reading WHERE patient_id = ? AND kind = ? AND suspect IS NULL
       ORDER BY measured_at DESC LIMIT 1`,
    )
    .raw();
  return async patientId => {
    const found = new Map<string, Reading>();
    for (const kind of kinds) {
      const rows = await select.all(patientId, kind);
      if (before !== undefined && rows.length > 0) rows.push(...(await last.all(patientId, kind)));
      for (const row of rows.map(fromRow)) found.set(row.id, row);
    }
    return [...found.values()].sort(inHistoryOrder);
  };
};

/** Every patient's stored readings, a page of patients at a time, so that memory does not grow with the panel. */
export async function* panelPages(
  sql: Sql,
  { after = '', before }: PagesAsked = {},
): AsyncGenerator<PanelPage> {
  const idsAfter = sql
    .prepare<[string, number], string>('SELECT id FROM patient WHERE id > ? ORDER BY id LIMIT ?')
    .pluck();
  const readings = patientReadings(sql, before);
  let patientIds = await idsAfter.all(after, patientsAtOnce);
  while (patientIds.length > 0) {
    const readingsOf = new Map<string, readonly Reading[]>();
    for (const patientId of patientIds) readingsOf.set(patientId, await readings(patientId));
    yield { patientIds, readingsOf };
    patientIds = await idsAfter.all(patientIds.at(-1) ?? '', patientsAtOnce);
  }
}
