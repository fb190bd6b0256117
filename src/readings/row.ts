import type { Kind, NewReading, Reading, ReadingFlag } from '../domain/reading.ts';
import { mgDlPerMmolL } from '../domain/units.ts';

/** Columns of a stored reading, in the order of `toRow` and `fromRow`. */
export const readingColumns = [
  'kind',
  'measured_at',
  'id',
  'received_at',
  'arrival',
  'mode',
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
  'flags',
  'sent_unit',
  'sent_values',
] as const;

/** PostgreSQL's types of them. */
export const readingTypes: readonly string[] = readingColumns.map(column => {
  if (/_at$|^arrival$/.test(column)) return 'bigint';
  if (/_mm_hg$|_per_min$|_mg_dl$|_kg$/.test(column)) return 'double precision';
  return /^flags$|_values$/.test(column) ? 'jsonb' : 'text';
});

export type Cell = string | number | null;

const flagsText = (flags: readonly ReadingFlag[]): string =>
  flags.length === 0 ? '[]' : JSON.stringify(flags);
const valueCells = (reading: NewReading): Cell[] => {
  const r = reading as Reading;
  switch (r.kind) {
    case 'blood-pressure':
      return [r.systolicMmHg, r.diastolicMmHg, r.pulsePerMin, null, null, null, null];
    case 'glucose':
      return [null, null, null, r.glucoseMgDl, r.outOfRange, r.meal, null];
    case 'weight':
      return [null, null, null, null, null, null, r.weightKg];
  }
};

export const toRow = (r: NewReading, arrival: number): Cell[] => [
  r.kind,
  r.measuredAt,
  r.id,
  r.receivedAt,
  arrival,
  r.mode,
  r.deviceId,
  r.slot,
  ...valueCells(r),
  r.suspect,
  flagsText(r.flags),
  r.sent.unit,
  JSON.stringify(r.sent.values),
];

const shownAsSent = (values: Readonly<Record<string, unknown>>): number | null => {
  const value = Number(values.value);
  return Number.isFinite(value) ? value : null;
};

/** As the meter would have shown it: a corrected value in the meter's own unit. */
export const shownValue = (glucoseMgDl: number | null, { flags, sent }: Pick<Reading, 'flags' | 'sent'>) => {
  if (!flags.includes('corrected')) return shownAsSent(sent.values);
  return glucoseMgDl !== null && sent.unit === 'mmol/L' ? glucoseMgDl / mgDlPerMmolL : glucoseMgDl;
};

type Common = Omit<Extract<Reading, { kind: 'weight' }>, 'kind' | 'weightKg'>;

/** A reading out of what all have in common and the cells of its kind's values; `shown` is what a meter showed. */
export const withValues = (
  kind: Kind,
  common: Common,
  row: readonly Cell[],
  shown: (glucoseMgDl: number | null) => number | null,
): Reading => {
  switch (kind) {
    case 'blood-pressure':
      return {
        ...common,
        kind,
        systolicMmHg: row[8] as number,
        diastolicMmHg: row[9] as number,
        pulsePerMin: row[10] as number | null,
      };
    case 'glucose':
      return {
        ...common,
        kind,
        glucoseMgDl: row[11] as number | null,
        outOfRange: row[12] as 'HI' | 'LO' | null,
        meal: row[13] as Extract<Reading, { kind: 'glucose' }>['meal'],
        shown: shown(row[11] as number | null),
      };
    case 'weight':
      return { ...common, kind, weightKg: row[14] as number };
  }
};

export const noFlags: readonly ReadingFlag[] = [];

/** Inverts `toRow`. */
export const fromRow = (row: readonly Cell[]): Reading => {
  const common: Common = {
    measuredAt: row[1] as number,
    id: row[2] as string,
    receivedAt: row[3] as number,
    arrival: row[4] as number,
    mode: row[5] as Reading['mode'],
    deviceId: row[6] as string,
    slot: row[7] as string | null,
    suspect: row[15] as string | null,
    flags: row[16] === '[]' ? noFlags : (JSON.parse(row[16] as string) as ReadingFlag[]),
    sent: {
      unit: row[17] as string | null,
      values: JSON.parse(row[18] as string) as Record<string, unknown>,
    },
  };
  return withValues(row[0] as Kind, common, row, glucoseMgDl => shownValue(glucoseMgDl, common));
};
