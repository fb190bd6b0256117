import type { Disposition, Encounter, InsulinCourse } from '../src/domain/encounter.ts';
import { conditionsOf } from './conditions.ts';
import type { SimulatedPatient } from './patient.ts';
import { type Random, randomOf } from './random.ts';

/** Columns that a feed of stays may add to DESIGN's file. */
export const factColumns = [
  'admissionType',
  'admissionSource',
  'disposition',
  'diagnoses',
  'diagnosisCount',
  'medications',
  'procedures',
  'insulin',
  'onDiabetesMedication',
  'diabetesMedicationChanged',
  'hba1cPercent',
  'haemoglobinGDl',
  'sodiumMmolL',
] as const;
type Facts = Partial<Record<(typeof factColumns)[number], string>>;

const dispositions: readonly (readonly [Disposition, number])[] = [
  ['home', 62],
  ['home-health', 22],
  ['nursing-facility', 12],
  ['rehabilitation', 3],
  ['against-advice', 1],
];
const insulinCourses: readonly (readonly [InsulinCourse, number])[] = [
  ['steady', 5],
  ['raised', 3],
  ['lowered', 2],
];

const hospitalDiagnosis = {
  'heart-failure': 'icd10:I50.23',
  hypertension: 'icd10:I16.0',
  diabetes: 'icd10:E11.65',
};

const diabetesFacts = (random: Random): Facts => ({
  insulin: random.weighted(insulinCourses),
  onDiabetesMedication: 'yes',
  diabetesMedicationChanged: random.chance(0.4) ? 'yes' : 'no',
  hba1cPercent: random.between(6, 11).toFixed(1),
});

const told = (patient: SimulatedPatient, { emergent }: Encounter, random: Random): Facts => {
  const others = conditionsOf(patient).map(({ system, code }) => `${system}:${code}`);
  const codes = [hospitalDiagnosis[patient.program], ...others].slice(0, 6);
  const hasDiabetes = others.some(code => /^icd10:E1[013]|^icd9:250/.test(code));
  return {
    admissionType: emergent ? 'emergency' : 'elective',
    admissionSource: emergent ? 'emergency-department' : 'referral',
    disposition: random.weighted(dispositions),
    diagnoses: codes.join(' '),
    diagnosisCount: String(codes.length + random.whole(0, 4)),
    medications: String(random.whole(6, 24)),
    procedures: String(
      random.weighted([
        [0, 6],
        [1, 2],
        [2, 1],
      ]),
    ),
    haemoglobinGDl: random.normal(12.2, 1.6).toFixed(1),
    sodiumMmolL: random.normal(138, 3).toFixed(0),
    ...(hasDiabetes ? diabetesFacts(random) : { insulin: 'none', onDiabetesMedication: 'no' }),
  };
};

/** chance that the hospital told nothing beyond the dates */
const untold = 0.15;

/** What the hospital told of a stay, a text a column of `factColumns`; blank where nothing, as for visits. */
export const factsOfStay = (patient: SimulatedPatient, stay: Encounter): readonly string[] => {
  const random = randomOf(`${patient.key}/facts/${stay.admittedAt}`);
  const isTold = stay.class === 'inpatient' && stay.dischargedAt !== null && !random.chance(untold);
  const facts = isTold ? told(patient, stay, random) : {};
  return factColumns.map(column => facts[column] ?? '');
};
