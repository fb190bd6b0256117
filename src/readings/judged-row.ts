import { type Kind, kinds, type Reading, type ReadingFlag } from '../domain/reading.ts';
import { type Cell, shownValue } from './row.ts';

/**
 * What rules look at of a reading, in the order of `judgedFromRow`. Most of what a row costs is its texts: those that
 * are nearly always the same stay in the database.
 */
export const judgedColumns = (kind: Kind): string =>
  [
    `${kinds.indexOf(kind)} AS kind`,
    'measured_at',
    'id',
    'received_at',
    'arrival',
    "CASE mode WHEN 'history' THEN 1 ELSE 0 END AS is_history",
    'device_id',
    'slot',
    'systolic_mm_hg',
    'diastolic_mm_hg',
    'pulse_per_min',
    'glucose_mg_dl',
    'out_of_range',
    'meal',
    'weight_kg',
    'suspect',
    "CASE WHEN flags <> '[]' THEN flags END AS flags",
    "CASE WHEN sent_unit = 'mmol/L' THEN sent_unit END AS sent_unit",
    "CASE WHEN sent_unit = 'mmol/L' THEN sent_values END AS sent_values",
  ].join(', ');

const noFlags: readonly ReadingFlag[] = [];
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
  const kind = kinds[row[0] as number] as Kind;
  switch (kind) {
    case 'blood-pressure':
      return {
        ...common,
        kind,
        systolicMmHg: row[8] as number,
        diastolicMmHg: row[9] as number,
        pulsePerMin: row[10] as number | null,
      };
    case 'glucose': {
      const glucoseMgDl = row[11] as number | null;
      return {
        ...common,
        kind,
        glucoseMgDl,
        outOfRange: row[12] as 'HI' | 'LO' | null,
        meal: row[13] as Extract<Reading, { kind: 'glucose' }>['meal'],
        shown: common.sent.unit === null ? glucoseMgDl : shownValue(glucoseMgDl, common),
      };
    }
    case 'weight':
      return { ...common, kind, weightKg: row[14] as number };
  }
};
