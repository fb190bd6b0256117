import { type Kind, kinds, type Reading, type ReadingFlag } from '../domain/reading.ts';
import { type Cell, noFlags, readingColumns, shownValue, withValues } from './row.ts';

type Column = (typeof readingColumns)[number];

/** Most of what a row costs is its texts: those that are nearly always the same stay in the database. */
const instead = (kind: Kind): Partial<Record<Column, string>> => ({
  kind: `${kinds.indexOf(kind)}`,
  mode: "CASE mode WHEN 'history' THEN 1 ELSE 0 END",
  flags: "CASE WHEN flags <> '[]' THEN flags END",
  sent_unit: "CASE WHEN sent_unit = 'mmol/L' THEN sent_unit END",
  sent_values: "CASE WHEN sent_unit = 'mmol/L' THEN sent_values END",
});

/** What rules look at of a reading of a kind, in the order of `judgedFromRow`, which is that of a whole row. */
export const judgedColumns = (kind: Kind): string => {
  const replaced = instead(kind);
  return readingColumns.map(column => `${replaced[column] ?? column} AS ${column}`).join(', ');
};

const nothingSent = { unit: null, values: {} } as const;

const sentOf = (unit: Cell, values: Cell): Reading['sent'] =>
  unit === null
    ? nothingSent
    : { unit: unit as string, values: JSON.parse(values as string) as Record<string, unknown> };

/** A reading as rules see it. What was sent is told in mmol/L alone: limits compare in that unit, if in any other than ours. */
export const judgedFromRow = (row: readonly Cell[]): Reading => {
  const common = {
    measuredAt: row[1] as number,
    id: row[2] as string,
    receivedAt: row[3] as number,
    arrival: row[4] as number,
    mode: row[5] === 1 ? ('history' as const) : ('live' as const),
    deviceId: row[6] as string,
    slot: row[7] as string | null,
    suspect: row[15] as string | null,
    flags: row[16] === null ? noFlags : (JSON.parse(row[16] as string) as ReadingFlag[]),
    sent: sentOf(row[17] as Cell, row[18] as Cell),
  };
  const shown = (glucoseMgDl: number | null) =>
    common.sent.unit === null ? glucoseMgDl : shownValue(glucoseMgDl, common);
  return withValues(kinds[row[0] as number] as Kind, common, row, shown);
};
