import { isoDay } from '../src/domain/local-day.ts';
import type { Kind } from '../src/domain/reading.ts';
import type { BloodPressureUnit, GlucoseUnit, WeightUnit } from '../src/domain/units.ts';
import { type Body, drawBody } from './body.ts';
import { type Course, drawCourse } from './course.ts';
import { adherence, type Program, programMix, programShares, timeZoneShares, unitShares } from './mix.ts';
import { familyNames, givenNames, phoneAreas } from './names.ts';
import { type Random, randomOf } from './random.ts';

export type SimulatedDevice = {
  readonly deviceId: string;
  readonly perWeek: number;
  readonly perSession: number;
} & (
  | { readonly kind: 'blood-pressure'; readonly unit: BloodPressureUnit }
  | { readonly kind: 'glucose'; readonly unit: GlucoseUnit }
  | { readonly kind: 'weight'; readonly unit: WeightUnit }
);

export type Temperament = {
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
  readonly devices: readonly SimulatedDevice[];
  readonly temperament: Temperament;
  readonly body: Body;
  readonly course: Course;
};

export type PatientOptions = {
  readonly seed: string | number;
  /** from 0: index 0 is SIM-0001 */
  readonly index: number;
  /** the instant that the course leads up to */
  readonly endAt: number;
};

const suffixes: Readonly<Record<Kind, string>> = {
  'blood-pressure': 'bp',
  glucose: 'glucose',
  weight: 'weight',
};

const drawUnit = (kind: Kind, random: Random) => {
  switch (kind) {
    case 'blood-pressure':
      return { kind, unit: random.weighted<BloodPressureUnit>(unitShares[kind]) };
    case 'glucose':
      return { kind, unit: random.weighted<GlucoseUnit>(unitShares[kind]) };
    case 'weight':
      return { kind, unit: random.weighted<WeightUnit>(unitShares[kind]) };
  }
};

const drawDevices = (program: Program, number: string, random: Random): readonly SimulatedDevice[] =>
  programMix[program].devices
    .filter(({ share }) => random.chance(share))
    .map(({ kind, perWeek, perSession }) => ({
      deviceId: `sim-${number}-${suffixes[kind]}`,
      perWeek,
      perSession,
      ...drawUnit(kind, random),
    }));

const drawBirthDate = ([first, last]: readonly [number, number], random: Random): string =>
  isoDay(Math.floor(Date.UTC(random.whole(first, last), 0, 1) / 86_400_000) + random.whole(0, 364));

const drawPhone = (timeZone: string, random: Random): string =>
  `+1-${random.pick(phoneAreas[timeZone] ?? ['202'])}-555-01${String(random.whole(0, 99)).padStart(2, '0')}`;

/** Depends on seed and index alone, the course also on `endAt`: other patients never change this one. */
export const simulatePatient = ({ seed, index, endAt }: PatientOptions): SimulatedPatient => {
  const key = `${seed}/${index}`;
  const number = String(index + 1).padStart(4, '0');
  const person = randomOf(`${key}/person`);
  const program = person.weighted(programShares);
  const mix = programMix[program];
  const timeZone = person.weighted(timeZoneShares);
  const sex = person.chance(0.52) ? 'female' : 'male';
  const fate = randomOf(`${key}/course`);
  const [low, high] = adherence;
  return {
    key,
    patient: `SIM-${number}`,
    family: person.pick(familyNames),
    given: person.pick(givenNames[sex]),
    birthDate: drawBirthDate(mix.birthYears, person),
    sex,
    timeZone,
    program,
    phone: drawPhone(timeZone, person),
    devices: drawDevices(program, number, randomOf(`${key}/devices`)),
    temperament: {
      adherence: low + (high - low) * Math.sqrt(person.next()),
      wakesAtMinute: Math.round(person.between(330, 510)),
    },
    body: drawBody(mix, sex, randomOf(`${key}/body`)),
    course: drawCourse(fate.weighted(mix.courses), endAt, timeZone, fate),
  };
};

export const simulatePanel = ({
  count,
  ...options
}: Omit<PatientOptions, 'index'> & { readonly count: number }): readonly SimulatedPatient[] =>
  Array.from({ length: count }, (_, index) => simulatePatient({ ...options, index }));
