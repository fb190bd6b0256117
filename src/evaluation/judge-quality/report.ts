import { z } from 'zod';
import { dayMs } from '../../domain/local-day.ts';
import type { JudgedPatient } from './judge-share.ts';
import { curveScales, scaledName } from './judged-sets.ts';
import { qualityOf, qualitySchema } from './quality.ts';
import { randomAlerter } from './random-alerter.ts';
import type { PatientScore } from './score-patient.ts';
import type { TrueEvent } from './truth.ts';

const count = z.int().min(0);

/** What `vigil evaluate-alerts --json` prints. */
export const reportSchema = z.strictObject({
  /** true: the patients are made up, and so is every figure about them */
  simulated: z.boolean(),
  patients: count,
  days: z.number(),
  seed: z.int(),
  events: count,
  eventsPerPatientYear: z.number(),
  /** clinical events whose outcome lies outside the time observed: they are not counted */
  eventsNotObserved: count,
  messages: z.record(z.string(), count),
  /** patients for whom a rule broke, by rule */
  ruleFailures: z.record(z.string(), count),
  ruleSets: z.record(z.string(), qualitySchema),
  /** with --without-each: the default set without a rule, by the rule's id */
  without: z
    .record(
      z.string(),
      qualitySchema
        .pick({ sensitivity: true, ppv: true, itemsPerPatientWeek: true, alertsPerPatientWeek: true })
        .extend({ eventsLost: z.int(), returnsSaved: z.int() }),
    )
    .optional(),
  /** with --curve: the default set with its thresholds nearer (below 1) and farther, in order of scale */
  curve: z
    .array(
      qualitySchema
        .pick({ sensitivity: true, itemsPerPatientWeek: true, ppv: true })
        .extend({ scale: z.number() }),
    )
    .optional(),
});
export type Report = z.infer<typeof reportSchema>;

export type Observation = {
  readonly simulated: boolean;
  readonly seed: number;
  readonly startAt: number;
  readonly endAt: number;
  /** of the time observed */
  readonly truth: readonly TrueEvent[];
  readonly eventsNotObserved: number;
  readonly setNames: readonly string[];
  readonly judged: readonly JudgedPatient[];
  readonly messages: Report['messages'];
  readonly ruleFailures: Report['ruleFailures'];
};

/** Clinical events that the time observed holds to their outcome, the rest of the truth, and how many are left out. */
export const observedTruth = (truth: readonly TrueEvent[], startAt: number, endAt: number) => {
  const isObserved = ({ outcome }: TrueEvent) => outcome >= startAt && outcome <= endAt;
  return {
    truth: truth.filter(isObserved),
    eventsNotObserved: truth.filter(e => e.clinical && !isObserved(e)).length,
  };
};

const sum = (all: readonly PatientScore[], of: (one: PatientScore) => number): number =>
  all.reduce((total, one) => total + of(one), 0);

const detected = ({ events }: PatientScore): number => events.filter(e => e.detected).length;

/** What the first set would be without each of its rules; patients on whom the rule did not fire are as they were. */
const withoutEach = (judged: readonly JudgedPatient[], setName: string, seed: number): Report['without'] => {
  const rules = [...new Set(judged.flatMap(p => Object.keys(p.without)))].sort();
  if (rules.length === 0) return undefined;
  const whole = judged.flatMap(p => p.scores[setName] ?? []);
  return Object.fromEntries(
    rules.map(rule => {
      const rest = judged.flatMap(p => p.without[rule] ?? p.scores[setName] ?? []);
      const { sensitivity, ppv, itemsPerPatientWeek, alertsPerPatientWeek } = qualityOf(rest, seed);
      const eventsLost = sum(whole, detected) - sum(rest, detected);
      const returnsSaved = sum(whole, p => p.returns) - sum(rest, p => p.returns);
      return [
        rule,
        { sensitivity, ppv, itemsPerPatientWeek, alertsPerPatientWeek, eventsLost, returnsSaved },
      ] as const;
    }),
  );
};

/** The default set with its thresholds nearer and farther; undefined where that was not judged. */
const curveOf = (scoresOf: (name: string) => readonly PatientScore[], seed: number): Report['curve'] => {
  const points = curveScales.map(scale => ({ scale, scores: scoresOf(scaledName(scale)) }));
  if (points.some(({ scores }) => scores.length === 0)) return undefined;
  return points.map(({ scale, scores }) => {
    const { sensitivity, itemsPerPatientWeek, ppv } = qualityOf(scores, seed);
    return { scale, sensitivity, itemsPerPatientWeek, ppv };
  });
};

const rounded = (value: unknown): unknown => {
  if (typeof value === 'number') return Number(value.toFixed(4));
  if (Array.isArray(value)) return value.map(rounded);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, rounded(inner)]));
};

/** The figures of each rule set, and of an alerter by chance with as many items as the first one had. Pure for a seed. */
export const reportOf = (observation: Observation): Report => {
  const { judged, truth, startAt, endAt, seed, setNames } = observation;
  const scoresOf = (name: string): PatientScore[] => judged.flatMap(p => p.scores[name] ?? []);
  const byPatient = Map.groupBy(truth, e => e.patient);
  const observed = judged.map(({ patient, startAt: from }) => ({
    startAt: from,
    endAt,
    truth: byPatient.get(patient) ?? [],
  }));
  const returns = scoresOf(setNames[0] ?? '').reduce((sum, p) => sum + p.returns, 0);
  const sets = [
    ...setNames.map(name => [name, scoresOf(name)] as const),
    ['random', randomAlerter(observed, returns, seed)] as const,
  ];
  const ruleSets = Object.fromEntries(sets.map(([name, scores]) => [name, qualityOf(scores, seed)]));
  const events = truth.filter(e => e.clinical).length;
  const without = withoutEach(judged, setNames[0] ?? '', seed);
  const curve = curveOf(scoresOf, seed);
  return rounded({
    simulated: observation.simulated,
    patients: judged.length,
    days: (endAt - startAt) / dayMs,
    seed,
    events,
    eventsPerPatientYear: ruleSets.random?.eventsPerPatientYear ?? 0,
    eventsNotObserved: observation.eventsNotObserved,
    messages: observation.messages,
    ruleFailures: observation.ruleFailures,
    ruleSets,
    ...(without ? { without } : {}),
    ...(curve ? { curve } : {}),
  }) as Report;
};
