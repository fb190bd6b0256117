import type { LimitBody, Measure } from '../contract/worklist-why.ts';
import type { Kind } from '../domain/reading.ts';
import { mgDlPerMmolL } from '../domain/units.ts';
import type { SpokenLimit } from '../rules/spoken-limits.ts';
import type { Row } from './rows.ts';

type ReadingRow = Row<'reading'>;

/** What a line needs to know of a reading. */
export type LineReading = Pick<
  ReadingRow,
  | 'id'
  | 'kind'
  | 'measuredAt'
  | 'receivedAt'
  | 'systolicMmHg'
  | 'diastolicMmHg'
  | 'pulsePerMin'
  | 'glucoseMgDl'
  | 'weightKg'
  | 'suspect'
  | 'flags'
  | 'sentUnit'
> & { readonly patientId: string; readonly owned: boolean };

export type Measured = { readonly measure: Measure; readonly value: number | null; readonly unit: string };

/** What each kind of reading measures, the main value first. */
export const measuresOf: Readonly<Record<Kind, readonly [Measure, ...Measure[]]>> = {
  'blood-pressure': ['systolic', 'diastolic', 'pulse'],
  glucose: ['glucose'],
  weight: ['weight'],
};

const rounded = (value: number, digits: number): number => Number(value.toFixed(digits));

/** A value in mg/dL as it is told to people whose meter shows `unit`. */
export const glucoseIn = (mgDl: number, unit: string): number =>
  unit === 'mmol/L' ? rounded(mgDl / mgDlPerMmolL, 1) : rounded(mgDl, 0);

const glucoseUnit = ({ sentUnit }: LineReading): string => (sentUnit === 'mmol/L' ? 'mmol/L' : 'mg/dL');

/** One measure of a reading, in the unit in which it is told, rounded for display. */
export const measuredBy = (reading: LineReading, measure: Measure): Measured => {
  const of = (value: number | null, unit: string, digits = 0): Measured => ({
    measure,
    value: value === null ? null : rounded(value, digits),
    unit,
  });
  switch (measure) {
    case 'systolic':
      return of(reading.systolicMmHg, 'mmHg');
    case 'diastolic':
      return of(reading.diastolicMmHg, 'mmHg');
    case 'pulse':
      return of(reading.pulsePerMin, '/min');
    case 'weight':
      return of(reading.weightKg, 'kg', 1);
    case 'glucose': {
      const unit = glucoseUnit(reading);
      return {
        measure,
        value: reading.glucoseMgDl === null ? null : glucoseIn(reading.glucoseMgDl, unit),
        unit,
      };
    }
  }
};

/** Which measure a limit is of, by its name; gains of weight are limits of the weight. */
export const measureOfLimit = (name: string): Measure | null => {
  if (/pulse/i.test(name)) return 'pulse';
  if (/diastolic/i.test(name)) return 'diastolic';
  if (/systolic/i.test(name)) return 'systolic';
  if (/glucose|MgDl$|MmolL$/i.test(name)) return 'glucose';
  return /Kg$/.test(name) && name !== 'dryWeightKg' ? 'weight' : null;
};

export const isLowerLimit = (name: string): boolean => /low|loss/i.test(name);

const limitOf = ({ what, value, unit }: SpokenLimit): LimitBody => ({ what, value, unit });

type Compared = { readonly of: Measured; readonly limit: SpokenLimit };

const isPassed = ({ of: { value }, limit }: Compared): boolean =>
  value !== null && (isLowerLimit(limit.name) ? value <= limit.value : value >= limit.value);

/** The limit farthest out comes first: the highest of upper ones, the lowest of lower ones. */
const farthestOut = (a: Compared, b: Compared): number =>
  isLowerLimit(a.limit.name) ? a.limit.value - b.limit.value : b.limit.value - a.limit.value;

/** Gains and losses are no weights: they are told as they stand, the first that is one. */
const againstGain = (reading: LineReading, limits: readonly SpokenLimit[]) => {
  const limit = limits.find(({ name }) => measureOfLimit(name) === 'weight');
  return { measured: measuredBy(reading, 'weight'), limit: limit ? limitOf(limit) : null };
};

/**
 * Which measure of a reading tells, and the limit it is told against: of those that it passed the one farthest out, of
 * the first measure that passed any; where it passed none, the first that is of one of its measures. Pure.
 */
export const againstLimit = (
  reading: LineReading,
  limits: readonly SpokenLimit[],
): { readonly measured: Measured; readonly limit: LimitBody | null } => {
  const measures = measuresOf[reading.kind];
  if (reading.kind === 'weight') return againstGain(reading, limits);
  const compared = measures.flatMap(measure => {
    const of = measuredBy(reading, measure);
    return limits
      .filter(
        ({ name, unit }) => measureOfLimit(name) === measure && (measure !== 'glucose' || unit === of.unit),
      )
      .map(limit => ({ of, limit }));
  });
  const passed = compared.filter(isPassed);
  const first = passed[0] ?? compared[0];
  const best = passed.filter(({ of }) => of.measure === first?.of.measure).sort(farthestOut)[0] ?? first;
  return best
    ? { measured: best.of, limit: limitOf(best.limit) }
    : { measured: measuredBy(reading, measures[0]), limit: null };
};
