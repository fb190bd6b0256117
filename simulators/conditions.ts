import type { Program } from './mix-rows.ts';
import type { SimulatedPatient } from './patient.ts';
import { randomOf } from './random.ts';

/** One of these codes, with the share of the program's patients who have it. */
type Diagnosis = readonly [codes: readonly string[], share: number];

const diagnoses: Readonly<Record<Program, readonly Diagnosis[]>> = {
  'heart-failure': [
    [['I50.22', 'I50.32', 'I50.9'], 1],
    [['I11.0', 'I10'], 0.75],
    [['I48.91'], 0.4],
    [['I25.2'], 0.25],
    [['E11.9'], 0.28],
    [['E11.22', 'E11.42'], 0.14],
    [['N18.30', 'N18.9'], 0.28],
    [['N18.4'], 0.08],
    [['J44.9'], 0.3],
    [['I73.9'], 0.1],
    [['I63.9'], 0.08],
    [['F03.90'], 0.06],
    [['C61', 'C50.919'], 0.05],
  ],
  hypertension: [
    [['I10'], 1],
    [['E78.5'], 0.5],
    [['E11.9'], 0.18],
    [['N18.2', 'N18.30'], 0.1],
    [['J45.909'], 0.1],
    [['I63.9'], 0.05],
    [['M06.9'], 0.03],
  ],
  diabetes: [
    [['E11.9', 'E11.65'], 0.7],
    [['E11.22', 'E11.42', 'E11.319'], 0.35],
    [['I10'], 0.65],
    [['E78.5'], 0.5],
    [['N18.30'], 0.15],
    [['I25.2'], 0.08],
    [['I73.9'], 0.07],
    [['K76.0'], 0.1],
  ],
};

const unknownOnset = 0.2;

export type SimulatedCondition = {
  readonly system: 'icd10';
  readonly code: string;
  readonly onset: string | null;
};

/** The patient's diagnoses; depends on the patient alone. */
export const conditionsOf = ({
  key,
  program,
  birthDate,
}: SimulatedPatient): readonly SimulatedCondition[] => {
  const random = randomOf(`${key}/conditions`);
  const adultFrom = Number(birthDate.slice(0, 4)) + 30;
  return diagnoses[program].flatMap(([codes, share]) => {
    if (!random.chance(share)) return [];
    const code = random.pick(codes);
    const year = random.whole(Math.min(2024, Math.max(adultFrom, 2010)), 2024);
    const onset = `${year}-${String(random.whole(1, 12)).padStart(2, '0')}-01`;
    return [{ system: 'icd10' as const, code, onset: random.chance(unknownOnset) ? null : onset }];
  });
};

/** DESIGN's file of diagnoses. */
export const conditionsCsv = (patients: Iterable<SimulatedPatient>): string => {
  const lines = ['patient,system,code,onset'];
  for (const patient of patients) {
    for (const { system, code, onset } of conditionsOf(patient))
      lines.push([patient.patient, system, code, onset ?? ''].join(','));
  }
  return `${lines.join('\n')}\n`;
};
