import { dayMs } from '../src/domain/local-day.ts';
import type { PatientFlag } from '../src/domain/patient.ts';
import type { BloodPressureUnit, GlucoseUnit, WeightUnit } from '../src/domain/units.ts';
import { type Battery, drawBatteries } from './battery.ts';
import { type Body, drawBody, skewed } from './body.ts';
import type { Course } from './course.ts';
import { drawDevices } from './devices.ts';
import { drawOutages, gatewayOf } from './gateway.ts';
import { habits as habitMix, nuisances as nuisanceMix, programMix, weightNoise } from './mix.ts';
import type { Program } from './mix-rows.ts';
import { drawNuisances, type Nuisance, silentTowards } from './nuisance.ts';
import { drawFlags, drawPerson } from './person.ts';
import { type Random, randomOf } from './random.ts';
import type { Spell } from './spells.ts';
import { drawCourses, drawDue, type Fate } from './timeline.ts';

export type SimulatedDevice = {
  readonly deviceId: string;
  readonly perWeek: number;
  readonly perSession: number;
} & (
  | { readonly kind: 'blood-pressure'; readonly unit: BloodPressureUnit }
  | { readonly kind: 'glucose'; readonly unit: GlucoseUnit }
  | { readonly kind: 'weight'; readonly unit: WeightUnit }
);

export type Habits = {
  /** chance that an expected session takes place */
  readonly adherence: number;
  /** minutes after local midnight */
  readonly wakesAtMinute: number;
};

export type SimulatedPatient = {
  /** names this patient's own random streams */
  readonly key: string;
  /** the site's own id */
  readonly patient: string;
  readonly family: string;
  readonly given: string;
  readonly birthDate: string;
  readonly sex: 'female' | 'male';
  readonly timeZone: string;
  readonly program: Program;
  readonly phone: string;
  readonly flags: readonly PatientFlag[];
  /** the prescribed target, as it is on file */
  readonly dryWeightKg: number | null;
  readonly gateway: string;
  /** the panel's time */
  readonly startAt: number;
  readonly endAt: number;
  /** readings begin here */
  readonly enrolledAt: number;
  readonly devices: readonly SimulatedDevice[];
  readonly batteries: Readonly<Record<string, readonly Battery[]>>;
  readonly habits: Habits;
  /** chance that a message is sent a second time */
  readonly resends: number;
  readonly body: Body;
  /** in order of time, never two at once */
  readonly courses: readonly Course[];
  readonly nuisances: readonly Nuisance[];
};

export type PanelOptions = {
  readonly seed: string | number;
  readonly startAt: number;
  readonly days: number;
  /** an instant that the panel leads up to: some patients are in trouble then, see `due` of the mix */
  readonly dueAt?: number;
};

export type PatientOptions = PanelOptions & {
  /** from 0: index 0 is SIM-0001 */
  readonly index: number;
};

const drawEnrolment = ({ startAt, days }: PanelOptions, random: Random): number => {
  const withinDays = Math.min(habitMix.enrolsWithinDays, days / 3);
  const late = random.next() * withinDays * dayMs;
  return random.chance(habitMix.enrolsLate) ? startAt + Math.floor(late / dayMs) * dayMs : startAt;
};

/** Prescribed in steps of half a kg, and not quite right. */
const drawDryWeight = (program: Program, dryKg: number, random: Random): number | null => {
  const prescribed = Math.round((dryKg + random.normal(0, weightNoise.dryWeightErrorKg)) * 2) / 2;
  return random.chance(programMix[program].dryWeight) ? prescribed : null;
};

const drawHabits = (random: Random): Habits => ({
  adherence: skewed(random, habitMix.adherence, habitMix.adherenceSkew),
  wakesAtMinute: Math.round(random.between(...habitMix.wakesAtMinute)),
});

const drawResends = (random: Random): number => {
  const { flaky, flakyChance, chance } = nuisanceMix.duplicates;
  return random.chance(flaky) ? flakyChance : chance;
};

const drawCoursesOf = (fate: Fate, dueAt: number | undefined) =>
  dueAt === undefined ? { courses: drawCourses(fate), isSilent: false } : drawDue(fate, dueAt);

/** Depends on seed, index and the panel's time alone: other patients never change this one. */
export const simulatePatient = (options: PatientOptions): SimulatedPatient => {
  const { seed, index, startAt, days, dueAt } = options;
  const key = `${seed}/${index}`;
  const number = String(index + 1).padStart(4, '0');
  const person = drawPerson(randomOf(`${key}/person`));
  const { program, timeZone, sex } = person;
  const flags = drawFlags(person, randomOf(`${key}/flags`));
  const devices = drawDevices(program, number, randomOf(`${key}/devices`));
  const body = drawBody(programMix[program], { program, sex, flags }, randomOf(`${key}/body`));
  const enrolledAt = drawEnrolment(options, randomOf(`${key}/enrolment`));
  const panel: Spell = { from: startAt, to: startAt + days * dayMs };
  const during: Spell = { from: enrolledAt, to: panel.to };
  const kinds = devices.map(({ kind }) => kind);
  const { courses, isSilent } = drawCoursesOf({ key, program, flags, kinds, timeZone, ...during }, dueAt);
  const { dryKg, housemateKg } = body.weight;
  return {
    key,
    patient: `SIM-${number}`,
    ...person,
    flags,
    dryWeightKg: drawDryWeight(program, dryKg, randomOf(`${key}/dry-weight`)),
    gateway: gatewayOf(index),
    startAt,
    endAt: panel.to,
    enrolledAt,
    devices,
    batteries: Object.fromEntries(
      devices.map(({ deviceId, kind }) => [deviceId, drawBatteries(`${key}/${kind}/battery`, panel)]),
    ),
    habits: drawHabits(randomOf(`${key}/habits`)),
    resends: drawResends(randomOf(`${key}/resends`)),
    body,
    courses,
    nuisances: [
      ...drawNuisances({ key, devices, timeZone, housemateKg, dryKg, during }),
      ...drawOutages({ seed, index, key }, panel),
      ...(isSilent && dueAt !== undefined ? [silentTowards(dueAt, key)] : []),
    ],
  };
};

export const simulatePanel = ({
  count,
  ...options
}: PanelOptions & { readonly count: number }): readonly SimulatedPatient[] =>
  Array.from({ length: count }, (_, index) => simulatePatient({ ...options, index }));
