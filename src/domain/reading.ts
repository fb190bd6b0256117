export const kinds = ['blood-pressure', 'glucose', 'weight'] as const;
export type Kind = (typeof kinds)[number];

export const modes = ['live', 'history'] as const;
/** `history` (import, back-fill, onboarding) feeds baselines and rollups and never raises an alert. */
export type Mode = (typeof modes)[number];

export const readingFlags = ['clock', 'no-time', 'corrected'] as const;
/**
 * `clock`: the device's time was unusable, so measuredAt is the receive time. `no-time`: it sent none.
 * `corrected`: a person put the values right; what the device sent stands beside them.
 */
export type ReadingFlag = (typeof readingFlags)[number];

/** What the device sent, kept beside the canonical value; glucose limits compare in this unit. */
export type Sent = { readonly unit: string | null; readonly values: Readonly<Record<string, unknown>> };

export type Measurement =
  | {
      readonly kind: 'blood-pressure';
      readonly systolicMmHg: number;
      readonly diastolicMmHg: number;
      readonly pulsePerMin: number | null;
    }
  | {
      readonly kind: 'glucose';
      /** null when the meter showed HI or LO */
      readonly glucoseMgDl: number | null;
      readonly outOfRange: 'HI' | 'LO' | null;
      readonly meal: Meal | null;
      /** the value as the meter showed it, in `sent.unit` */
      readonly shown: number | null;
    }
  | { readonly kind: 'weight'; readonly weightKg: number };

export const meals = ['fasting', 'before', 'after', 'casual', 'bedtime'] as const;
export type Meal = (typeof meals)[number];

export type BloodPressure = Extract<Measurement, { kind: 'blood-pressure' }>;
export type Glucose = Extract<Measurement, { kind: 'glucose' }>;
export type Weight = Extract<Measurement, { kind: 'weight' }>;

export type ReadingOf<M extends Measurement> = {
  /** hash of device, slot, kind, time as sent, values as sent and sequence number: redelivery finds the same id */
  readonly id: string;
  readonly deviceId: string;
  readonly slot: string | null;
  readonly measuredAt: number;
  readonly receivedAt: number;
  readonly mode: Mode;
  readonly flags: readonly ReadingFlag[];
  /** why no rule may judge it until a person has looked; null for a good reading */
  readonly suspect: string | null;
  readonly sent: Sent;
  /** position among this patient's readings in order of arrival */
  readonly arrival: number;
} & M;

export type BloodPressureReading = ReadingOf<BloodPressure>;
export type GlucoseReading = ReadingOf<Glucose>;
export type WeightReading = ReadingOf<Weight>;
export type Reading = BloodPressureReading | GlucoseReading | WeightReading;

type WithoutArrival<R> = R extends Reading ? Omit<R, 'arrival'> : never;

/** A reading without its place in its patient's order of arrival, which only the store can give. */
export type NewReading = WithoutArrival<Reading>;

/** Measured order; readings of one instant in order of arrival. */
export const inMeasuredOrder = (a: Reading, b: Reading): number =>
  a.measuredAt - b.measuredAt || a.arrival - b.arrival;
