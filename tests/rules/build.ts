import type { Finding } from '../../src/domain/alert.ts';
import { hourMs, minuteMs } from '../../src/domain/local-day.ts';
import type { PatientContext } from '../../src/domain/patient.ts';
import type {
  BloodPressureReading,
  GlucoseReading,
  Reading,
  ReadingOf,
  WeightReading,
} from '../../src/domain/reading.ts';
import type { Rule, Snapshot, StandingAlert } from '../../src/domain/rule.ts';
import { type GlucoseUnit, toMgDl } from '../../src/domain/units.ts';
import { daysKnown, noStoredDays } from '../../src/evaluation/days.ts';
import { defaultLimits } from '../../src/rules/limits.ts';

type Common = Omit<ReadingOf<{ readonly kind: 'weight'; readonly weightKg: number }>, 'kind' | 'weightKg'>;
export type Over = Partial<Common>;

/** `est('11-20 07:00')`: an instant of 2026 in New York's winter time. */
export const est = (text: string): number => Date.parse(`2026-${text.replace(' ', 'T')}:00-05:00`);

/** Friday 20 November 2026, 07:00 in New York. */
export const start = est('11-20 07:00');
export const minutes = (count: number): number => count * minuteMs;
export const hours = (count: number): number => count * hourMs;

let built = 0;

const common = (measuredAt: number, unit: string, over: Over): Common => {
  built++;
  return {
    id: `rdg_${built}`,
    deviceId: 'dev_1',
    slot: null,
    measuredAt,
    receivedAt: measuredAt + 1000,
    mode: 'live',
    flags: [],
    suspect: null,
    sent: { unit, values: {} },
    arrival: built,
    ...over,
  };
};

export const bp = (
  measuredAt: number,
  systolicMmHg: number,
  diastolicMmHg = 75,
  over: Over = {},
): BloodPressureReading => ({
  ...common(measuredAt, 'mm[Hg]', over),
  kind: 'blood-pressure',
  systolicMmHg,
  diastolicMmHg,
  pulsePerMin: 70,
});

export const glucose = (
  measuredAt: number,
  value: number | 'HI' | 'LO',
  unit: GlucoseUnit = 'mg/dL',
  over: Over = {},
): GlucoseReading => {
  const inRange = typeof value === 'number';
  return {
    ...common(measuredAt, unit, over),
    kind: 'glucose',
    glucoseMgDl: inRange ? toMgDl(value, unit) : null,
    outOfRange: inRange ? null : value,
    meal: null,
    shown: inRange ? value : null,
  };
};

export const weight = (measuredAt: number, weightKg: number, over: Over = {}): WeightReading => ({
  ...common(measuredAt, 'kg', over),
  kind: 'weight',
  weightKg,
});

export const patient = (over: Partial<PatientContext> = {}): PatientContext => ({
  patientId: 'pat_1',
  programId: 'heart-failure',
  timeZone: 'America/New_York',
  enrolledAt: est('11-01 09:00'),
  expectedPerWeek: { 'blood-pressure': 7, glucose: 7, weight: 7 },
  dryWeightKg: null,
  flags: [],
  householdKg: [],
  devices: [],
  discharges: [],
  monitoring: [],
  ...over,
});

export const standing = (state: StandingAlert['state'] = 'firing'): StandingAlert => ({
  state,
  startedAt: start,
  severity: 'urgent',
  confirmed: false,
});

/**
 * The last of the readings is judged at its own instant, unless told otherwise; days are those of the readings, after
 * any that `over.days` gives.
 */
export const snapshot = (readings: readonly Reading[], over: Partial<Snapshot> = {}): Snapshot => {
  const reading = readings.at(-1) ?? null;
  const of = over.patient ?? patient();
  const at = over.at ?? reading?.measuredAt ?? start;
  const first = readings[0]?.measuredAt ?? at;
  const days = daysKnown(over.readings ?? readings, first - 2 * 24 * hourMs, of.timeZone, noStoredDays);
  return {
    at,
    reading,
    readings,
    days: kind => days.of(kind, at),
    patient: of,
    limits: defaultLimits,
    params: {},
    standing: null,
    ...over,
  };
};

/** Judges with the rule's parameters as it ships, unless `over.params` gives some of them. */
export const judge = (rule: Rule, readings: readonly Reading[], over: Partial<Snapshot> = {}): Finding =>
  rule.evaluate({ ...snapshot(readings, over), params: { ...rule.defaults, ...over.params } });

/** A rule that finds nothing, to be given what a test is about. */
export const plainRule: Rule = {
  id: 'test',
  version: 1,
  title: 'Test',
  concern: 'blood-pressure',
  group: 'test',
  kinds: ['blood-pressure'],
  judges: 'good',
  latenessLimitMs: 0,
  watchesTime: false,
  source: 'test',
  ladder: ['info', 'warning', 'urgent', 'critical'],
  clears: 'never',
  steps: [],
  startsEnabled: true,
  coolDownMs: 0,
  urgentAcceptanceMs: 0,
  defaults: {},
  evaluate: () => ({ is: 'unknown' }),
};

/** `firing urgent`, `firing critical confirmed`, `pending`, `clear` or `unknown`: a finding for tables. */
export const brief = (finding: Finding): string =>
  finding.is === 'firing' ? `firing ${finding.severity}${finding.confirmed ? ' confirmed' : ''}` : finding.is;

export const becauseOf = (finding: Finding): string => ('because' in finding ? finding.because : '');
