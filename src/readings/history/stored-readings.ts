import type { Sql } from '../../db/statements.ts';
import { type Kind, kinds, type Reading } from '../../domain/reading.ts';
import { type Cell, fromRow, readingColumns } from '../row.ts';
import { everything, type History, type HistoryAsk, inHistoryOrder } from './history.ts';

/** JSON reads as text in both dialects. */
const selected = (column: string, of: string): string =>
  column === 'flags' || column === 'sent_values' ? `CAST(${of}${column} AS text)` : `${of}${column}`;

/** The columns that `fromRow` reads, of a table or its alias. */
export const readingCells = (alias = ''): string =>
  readingColumns.map(column => selected(column, alias && `${alias}.`)).join(', ');

const all = Number.MAX_SAFE_INTEGER;

/** History as the relational store has it: all of it, unless some was pruned. */
export const storedHistory = (sql: Sql): History => {
  const select = sql
    .prepare<unknown[], Cell[]>(
      `SELECT ${readingCells()} FROM reading
       WHERE patient_id = ? AND kind = ? AND measured_at >= ? AND measured_at < ? AND (measured_at, id) > (?, ?)
       ORDER BY measured_at, id LIMIT ?`,
    )
    .raw();
  const ofKind = async (
    patientId: string,
    kind: Kind,
    { from, to, after, atMost }: HistoryAsk,
  ): Promise<Reading[]> => {
    const bounds = [Math.max(from, after?.measuredAt ?? from), to];
    const beyond = after ? [after.measuredAt, after.id] : [everything.from - 1, ''];
    return (await select.all(patientId, kind, ...bounds, ...beyond, atMost ?? all)).map(fromRow);
  };
  return {
    readings: async (patientId, ask) => {
      const asked = ask.kind === undefined ? kinds : [ask.kind];
      const found: Reading[] = [];
      for (const kind of asked) found.push(...(await ofKind(patientId, kind, ask)));
      return found.sort(inHistoryOrder).slice(0, ask.atMost ?? all);
    },
  };
};
