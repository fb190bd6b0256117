import { hash } from 'node:crypto';
import type { Kind, Reading, ReadingFlag } from '../../domain/reading.ts';
import { type Cell, fromRow } from '../row.ts';

/** One reading as the time-series database keeps it; the schema is told in docs/influxdb.md. */
export type Point = {
  readonly measurement: string;
  /** `n` stands only where two readings of a series share a nanosecond */
  readonly tags: Readonly<Record<string, string>>;
  readonly fields: Readonly<Record<string, number | string>>;
  /** nanoseconds since 1970, in digits: too many for a number */
  readonly timestamp: string;
};

export const measurements: Readonly<Record<Kind, string>> = {
  'blood-pressure': 'blood_pressure',
  glucose: 'glucose',
  weight: 'weight',
};

/** Fields that are whole numbers; all other numbers are decimal. */
export const wholeFields: readonly string[] = ['received_at', 'arrival'];

const nanosecondsInMs = 1_000_000;

/** Which of the nanoseconds of its millisecond is a reading's own. */
export const nanosecondOf = (readingId: string): number =>
  Number.parseInt(hash('sha256', readingId, 'hex').slice(0, 12), 16) % nanosecondsInMs;

/** Milliseconds since 1970 and nanoseconds of that one, in digits. */
export const timestampOf = (measuredAt: number, nanosecond: number): string =>
  `${measuredAt}${String(nanosecond).padStart(6, '0')}`;

const valueFields = (r: Reading): Record<string, number | string | null> => {
  switch (r.kind) {
    case 'blood-pressure':
      return {
        systolic_mmhg: r.systolicMmHg,
        diastolic_mmhg: r.diastolicMmHg,
        pulse_per_min: r.pulsePerMin,
      };
    case 'glucose':
      return { glucose_mg_dl: r.glucoseMgDl, out_of_range: r.outOfRange, meal: r.meal };
    case 'weight':
      return { weight_kg: r.weightKg };
  }
};

const given = (fields: Readonly<Record<string, number | string | null>>): Point['fields'] =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null)) as Point['fields'];

/** `shares`: another reading of this patient and kind has the same nanosecond. */
export const pointOf = (patientId: string, r: Reading, shares: boolean): Point => ({
  measurement: measurements[r.kind],
  tags: {
    patient: patientId,
    device: r.deviceId,
    suspect: r.suspect === null ? 'n' : 'y',
    ...(shares ? { n: r.id } : {}),
  },
  fields: given({
    id: r.id,
    received_at: r.receivedAt,
    arrival: r.arrival,
    mode: r.mode,
    slot: r.slot,
    flags: r.flags.length === 0 ? null : r.flags.join(' '),
    suspect_reason: r.suspect,
    sent_unit: r.sent.unit,
    sent_values: JSON.stringify(r.sent.values),
    ...valueFields(r),
  }),
  timestamp: timestampOf(r.measuredAt, nanosecondOf(r.id)),
});

/** A point as it is read: its time in RFC 3339, and what it has no value of absent or null. */
export type ReadPoint = Readonly<Record<string, unknown>>;

const flagsOf = (text: Cell): string =>
  JSON.stringify(typeof text === 'string' ? (text.split(' ') as ReadingFlag[]) : []);

/** Inverts `pointOf`. */
export const readingOf = (kind: Kind, point: ReadPoint): Reading => {
  const cell = (name: string) => (point[name] ?? null) as Cell;
  return fromRow([
    kind,
    // what is finer than a millisecond is cut off
    Date.parse(String(point.time).replace(/(\.\d{3})\d+Z$/, '$1Z')),
    cell('id'),
    cell('received_at'),
    cell('arrival'),
    cell('mode'),
    cell('device'),
    cell('slot'),
    cell('systolic_mmhg'),
    cell('diastolic_mmhg'),
    cell('pulse_per_min'),
    cell('glucose_mg_dl'),
    cell('out_of_range'),
    cell('meal'),
    cell('weight_kg'),
    cell('suspect_reason'),
    flagsOf(cell('flags')),
    cell('sent_unit'),
    cell('sent_values'),
  ]);
};
