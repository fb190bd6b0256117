import fc from 'fast-check';
import { dayMs, hourMs, minuteMs } from '../../src/domain/local-day.ts';
import type { MonitoringChange } from '../../src/domain/monitoring.ts';
import { type HeldDevice, patientFlags } from '../../src/domain/patient.ts';
import { kinds, meals, type Reading, type ReadingFlag } from '../../src/domain/reading.ts';
import type { Rule, Snapshot, StandingAlert } from '../../src/domain/rule.ts';
import { daysKnown, noStoredDays } from '../../src/evaluation/days.ts';
import { lookBackMs } from '../../src/rules/window.ts';
import { bp, glucose, patient, snapshot, standing, start, weight } from './build.ts';

const zones = ['America/New_York', 'UTC', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Pacific/Apia'];
const instant = fc.oneof(
  fc.integer({ min: 0, max: 9 * dayMs }),
  fc.constantFrom(0, 900_000, dayMs, 7 * dayMs, 8 * dayMs),
);
const flags = fc.subarray<ReadingFlag>(['clock', 'no-time']);
const sized = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const device = fc.constantFrom('dev_1', 'dev_2');

const reading: fc.Arbitrary<Reading> = fc.oneof(
  fc
    .tuple(instant, sized(50, 300), sized(25, 200), flags, device)
    .map(([at, systolic, diastolic, its, deviceId]) =>
      bp(start + at, systolic, diastolic, { flags: its, deviceId }),
    ),
  fc
    .tuple(instant, sized(80, 120), fc.option(sized(20, 250)))
    .map(([at, systolic, pulsePerMin]) => ({ ...bp(start + at, systolic), pulsePerMin })),
  fc
    .tuple(
      instant,
      fc.oneof(sized(10, 1000), fc.constantFrom('HI' as const, 'LO' as const)),
      flags,
      fc.option(fc.constantFrom(...meals)),
    )
    .map(([at, value, its, meal]) => ({ ...glucose(start + at, value, 'mg/dL', { flags: its }), meal })),
  fc
    .tuple(instant, fc.oneof(sized(0.5, 55), fc.constantFrom('HI' as const, 'LO' as const)))
    .map(([at, value]) => glucose(start + at, value, 'mmol/L')),
  fc.tuple(instant, fc.oneof(sized(20, 300), sized(76, 84))).map(([at, kg]) => weight(start + at, kg)),
);

const wildReadings = fc.array(reading, { maxLength: 40 });

/** Uniform numbers in 0–1 that a seed gives. */
const uniform = (seed: number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

type Life = {
  readonly seed: number;
  readonly systolic: number;
  readonly pulse: number;
  readonly mgDl: number;
  readonly kg: number;
  /** added over the last days: mmHg, /min, mg/dL and kg */
  readonly turn: {
    readonly systolic: number;
    readonly pulse: number;
    readonly mgDl: number;
    readonly kg: number;
  };
  readonly turnDays: number;
  readonly adherence: number;
  readonly adherenceLately: number;
  readonly wobble: number;
};

const turned = (calm: number, ...others: number[]) => fc.constantFrom(calm, calm, ...others);

const life: fc.Arbitrary<Life> = fc.record({
  seed: fc.integer(),
  systolic: fc.constantFrom(118, 132, 146),
  pulse: fc.constantFrom(58, 74, 92),
  mgDl: fc.constantFrom(90, 135, 190),
  kg: fc.constantFrom(58, 82),
  turn: fc.record({
    systolic: turned(0, -45, -20, 18, 35, 60),
    pulse: turned(0, -25, 14, 30),
    mgDl: turned(0, -45, 70, 160, 260),
    kg: turned(0, -4, 1.8, 3.5, 5),
  }),
  turnDays: fc.constantFrom(3, 7, 18),
  adherence: fc.constantFrom(0.6, 0.85, 1),
  adherenceLately: fc.constantFrom(0.15, 0.5, 1, 1),
  wobble: fc.constantFrom(1, 3, 20),
});

const slots = [
  { hour: 2.5, meal: null, share: 0.3 },
  { hour: 7, meal: 'fasting', share: 1 },
  { hour: 13.5, meal: 'after', share: 0.9 },
  { hour: 18, meal: 'before', share: 0.9 },
] as const;

/** What a person measured over 35 days up to 8 days after `start`: steady, until the last days turn. */
const livedReadings = ({ seed, turn, turnDays, wobble, ...life }: Life): Reading[] => {
  const random = uniform(seed);
  const noise = (size: number) => (random() + random() - 1) * size * wobble;
  const found: Reading[] = [];
  for (let day = -30; day <= 8; day++) {
    const [at, part] = [start + day * dayMs, Math.max(0, Math.min(1, (day - 8 + turnDays) / turnDays))];
    const adherence = day > 8 - turnDays ? life.adherence * life.adherenceLately : life.adherence;
    if (random() < adherence) {
      const kg = life.kg + turn.kg * part + noise(0.4);
      found.push(weight(at + 20 * minuteMs, kg));
    }
    for (let time = random() < adherence ? 0 : 2; time < 2; time++) {
      const systolic = life.systolic + turn.systolic * part + noise(6);
      const pulsePerMin = life.pulse + turn.pulse * part + noise(2);
      found.push({ ...bp(at + time * 4 * minuteMs, systolic, systolic * 0.62), pulsePerMin });
    }
    for (const { hour, meal, share } of slots) {
      if (random() >= adherence * share) continue;
      const mgDl = Math.max(20, life.mgDl + turn.mgDl * part + noise(12));
      found.push({ ...glucose(at + (hour - 7) * hourMs, mgDl), meal });
    }
  }
  return found;
};

const alert = fc.oneof(
  fc.constant<StandingAlert | null>(null),
  fc.constantFrom<StandingAlert>(standing('pending'), standing('firing')),
);

const held: fc.Arbitrary<HeldDevice[]> = fc.array(
  fc.record({
    deviceId: device,
    kind: fc.constantFrom(...kinds),
    batteryPercent: fc.option(fc.integer({ min: 0, max: 100 })),
    statusAt: fc.option(fc.integer({ min: start, max: start + 9 * dayMs })),
    gateway: fc.constant(null),
  }),
  { maxLength: 3 },
);

const statuses: fc.Arbitrary<MonitoringChange[]> = fc.constantFrom<MonitoringChange[]>(
  [],
  [],
  [],
  [{ status: 'in-hospital', fromAt: start + 2 * dayMs, resumesAt: null, reviewAt: start + 4 * dayMs }],
  [{ status: 'away', fromAt: start - 9 * dayMs, resumesAt: start - dayMs, reviewAt: null }],
);

const isJudged = (rule: Rule, { kind }: Reading): boolean => rule.kinds.includes(kind);

const judgedOf = (rule: Rule, readings: readonly Reading[]): Reading | null => {
  const judged = readings.findLast(one => isJudged(rule, one)) ?? null;
  return judged && rule.judges === 'suspect' ? { ...judged, suspect: 'implausible' } : judged;
};

const patients = fc.record({
  zone: fc.constantFrom(...zones),
  programId: fc.constantFrom('heart-failure', 'hypertension', 'diabetes'),
  enrolledAt: fc.oneof(
    fc.integer({ min: start - 30 * dayMs, max: start + 9 * dayMs }),
    fc.constant(start - 300 * dayMs),
  ),
  perWeek: fc.oneof(fc.integer({ min: 0, max: 28 }), fc.constant(7)),
  dryWeightKg: fc.option(sized(76, 84)),
  flags: fc.subarray([...patientFlags]),
  householdKg: fc.array(sized(50, 110), { maxLength: 2 }),
  devices: held,
  discharges: fc.array(fc.integer({ min: start - 40 * dayMs, max: start + 9 * dayMs }), { maxLength: 1 }),
  monitoring: statuses,
});

/** Snapshots a rule may be given, wild ones and those of people who measure for weeks; with its parameters as it ships. */
export const windows = (rule: Rule): fc.Arbitrary<Snapshot> =>
  fc
    .record({
      all: fc.oneof(wildReadings, life.map(livedReadings), life.map(livedReadings)),
      alert,
      timer: fc.constantFrom(true, false, false),
      of: patients,
    })
    .map(({ all, alert: stands, timer, of }) => {
      const sorted = all.toSorted((a, b) => a.measuredAt - b.measuredAt || a.arrival - b.arrival);
      const judged = timer ? null : judgedOf(rule, sorted);
      const at = judged?.measuredAt ?? (sorted.at(-1)?.measuredAt ?? start) + 900_000;
      const known = sorted.filter(one => one.measuredAt <= at);
      const { zone, perWeek, ...context } = of;
      const days = daysKnown(known, start - 60 * dayMs, zone, noStoredDays);
      const inHand = known.filter(one => one.measuredAt > at - lookBackMs - dayMs);
      return snapshot(rule.judges === 'good' ? inHand : [], {
        at,
        reading: judged,
        days: kind => days.of(kind, at),
        standing: stands,
        params: rule.defaults,
        patient: patient({
          ...context,
          timeZone: zone,
          expectedPerWeek: { 'blood-pressure': perWeek, glucose: perWeek, weight: perWeek },
        }),
      });
    });
