import type { Encounter, EncounterClass } from '../src/domain/encounter.ts';
import { dayMs, hourMs, isoLocal, minuteMs } from '../src/domain/local-day.ts';
import type { CourseName } from './course.ts';
import type { Program } from './mix.ts';
import type { SimulatedPatient } from './patient.ts';
import { type Random, randomOf } from './random.ts';

type StaysMix = {
  readonly admissionsPerYear: number;
  readonly emergent: number;
  /** chance of a discharge in the last weeks */
  readonly recent: number;
};

const mixes: Readonly<Record<Program, StaysMix>> = {
  'heart-failure': { admissionsPerYear: 0.6, emergent: 0.85, recent: 0.07 },
  hypertension: { admissionsPerYear: 0.12, emergent: 0.6, recent: 0.015 },
  diabetes: { admissionsPerYear: 0.25, emergent: 0.7, recent: 0.025 },
};

/** Most patients are seldom admitted, a few again and again; the mean stays the program's. */
const frailty = [
  [0.35, 0.7],
  [1.65, 0.2],
  [4.25, 0.1],
] as const;

/** Whoever decompensates now was in hospital before, and often just came home. */
const beforeCourse: Readonly<
  Partial<Record<CourseName, { readonly often: number; readonly recent: number }>>
> = {
  'hf-decompensation': { often: 2, recent: 0.35 },
  'low-bp': { often: 1.5, recent: 0.2 },
  hyperglycaemia: { often: 1.5, recent: 0.1 },
};

const yearMs = 365 * dayMs;
const historyMs = 2 * yearMs;
/** nobody is in hospital in the days that the panel streams live */
const homeDays = 9;
const recentDays = 28;
const emergencyPerYear = 0.35;
const outpatientPerYear = 2;
const longestDays = 21;

/** A Poisson count, by the time between events. */
const drawCount = (mean: number, random: Random): number => {
  const apart = () => -Math.log(1 - random.next());
  let count = 0;
  for (let spent = apart(); spent < mean; spent += apart()) count += 1;
  return count;
};

const drawLengthMs = (random: Random): number =>
  Math.min(longestDays, Math.max(0.6, Math.exp(random.normal(1.35, 0.7)))) * dayMs;

const toMinute = (at: number): number => Math.floor(at / minuteMs) * minuteMs;

const encounter = (
  is: EncounterClass,
  admittedAt: number,
  dischargedAt: number,
  emergent: boolean,
): Encounter => ({
  class: is,
  admittedAt: toMinute(admittedAt),
  dischargedAt: toMinute(dischargedAt),
  emergent,
});

const drawStays = ({ program, course }: SimulatedPatient, endAt: number, random: Random): Encounter[] => {
  const mix = mixes[program];
  const before = beforeCourse[course.is] ?? { often: 1, recent: mix.recent };
  const perYear = mix.admissionsPerYear * random.weighted(frailty) * before.often;
  const ends = Array.from({ length: drawCount((perYear * historyMs) / yearMs, random) }, () =>
    random.between(endAt - historyMs, endAt - recentDays * dayMs),
  );
  if (random.chance(before.recent)) ends.push(endAt - random.between(homeDays, recentDays) * dayMs);
  const stays: Encounter[] = [];
  for (const dischargedAt of ends.toSorted((a, b) => a - b)) {
    const admittedAt = dischargedAt - drawLengthMs(random);
    const emergent = random.chance(mix.emergent);
    const freeFrom = stays.at(-1)?.dischargedAt ?? 0;
    if (admittedAt > freeFrom + 2 * dayMs)
      stays.push(encounter('inpatient', admittedAt, dischargedAt, emergent));
  }
  return stays;
};

/** The visit to the emergency department that an unplanned stay begins with. */
const leadingVisits = (stays: readonly Encounter[], random: Random): Encounter[] =>
  stays
    .filter(stay => stay.emergent)
    .map(({ admittedAt }) =>
      encounter('emergency', admittedAt - random.between(2, 8) * hourMs, admittedAt, true),
    );

const isFree = (stays: readonly Encounter[], at: number): boolean =>
  stays.every(stay => at < stay.admittedAt - dayMs || at > (stay.dischargedAt ?? at));

const drawVisits = (
  is: EncounterClass,
  perYear: number,
  stays: readonly Encounter[],
  endAt: number,
  random: Random,
): Encounter[] =>
  Array.from({ length: drawCount((perYear * historyMs) / yearMs, random) }, () =>
    random.between(endAt - historyMs, endAt - dayMs),
  )
    .filter(at => isFree(stays, at))
    .map(at => encounter(is, at, at + random.between(0.5, 5) * hourMs, is === 'emergency'));

/** Two years of stays and visits up to `endAt`, oldest first; depends on the patient and `endAt` alone. */
export const encountersOf = (patient: SimulatedPatient, endAt: number): readonly Encounter[] => {
  const random = randomOf(`${patient.key}/stays`);
  const stays = drawStays(patient, endAt, random);
  return [
    ...stays,
    ...leadingVisits(stays, random),
    ...drawVisits('emergency', emergencyPerYear, stays, endAt, random),
    ...drawVisits('outpatient', outpatientPerYear, stays, endAt, random),
  ].toSorted((a, b) => a.admittedAt - b.admittedAt);
};

/** DESIGN's file of stays and visits. */
export const encountersCsv = (patients: Iterable<SimulatedPatient>, endAt: number): string => {
  const lines = ['patient,class,admittedAt,dischargedAt,emergent'];
  for (const patient of patients) {
    const local = (at: number | null) => (at === null ? '' : isoLocal(at, patient.timeZone));
    for (const { class: is, admittedAt, dischargedAt, emergent } of encountersOf(patient, endAt))
      lines.push([patient.patient, is, local(admittedAt), local(dischargedAt), emergent].join(','));
  }
  return `${lines.join('\n')}\n`;
};
