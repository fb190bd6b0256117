import { z } from 'zod';
import {
  admissionSources,
  admissionTypes,
  dispositions,
  encounterClasses,
  insulinCourses,
  type StayFacts,
} from '../domain/encounter.ts';
import { instant, optional, word, yesOrNo } from './columns.ts';
import type { CsvFile } from './csv-file.ts';

const oneOf = <T extends readonly [string, ...string[]]>(names: T) =>
  optional(z.enum(names, { error: `must be one of ${names.join(', ')}` }));

const between = (least: number, most: number) =>
  optional(
    z.coerce
      .number({ error: 'must be a number' })
      .min(least, `must be at least ${least}`)
      .max(most, `must be at most ${most}`),
  );

const count = optional(
  z.coerce
    .number({ error: 'must be a whole number' })
    .int('must be a whole number')
    .min(0, 'must be 0 or more')
    .max(10_000, 'must be at most 10000'),
);

const mostDiagnoses = 50;
const codeText = /^(icd9|icd10|snomed):([A-Za-z0-9.]{2,18})$/;

/** "icd10:I50.9 icd10:E11.9": the principal one first. */
const diagnoses = optional(
  z
    .string()
    .trim()
    .transform(text => text.split(/\s+/))
    .refine(codes => codes.length <= mostDiagnoses && codes.every(code => codeText.test(code)), {
      error: `must be at most ${mostDiagnoses} codes such as icd10:I50.9, the principal one first, apart by a blank`,
    })
    .transform(codes =>
      codes.map(text => {
        const [system = '', code = ''] = text.split(':');
        return {
          system: system as 'icd9' | 'icd10' | 'snomed',
          code: code.replaceAll('.', '').toUpperCase(),
        };
      }),
    ),
);

const line = z.strictObject({
  patient: word,
  class: z.enum(encounterClasses, { error: `must be one of ${encounterClasses.join(', ')}` }),
  admittedAt: instant,
  dischargedAt: optional(instant),
  emergent: yesOrNo,
  admissionType: oneOf(admissionTypes),
  admissionSource: oneOf(admissionSources),
  disposition: oneOf(dispositions),
  diagnoses,
  diagnosisCount: count,
  medications: count,
  procedures: count,
  labTests: count,
  insulin: oneOf(insulinCourses),
  onDiabetesMedication: optional(yesOrNo),
  diabetesMedicationChanged: optional(yesOrNo),
  hba1cPercent: between(2, 25),
  haemoglobinGDl: between(2, 25),
  sodiumMmolL: between(80, 220),
  fromOncology: optional(yesOrNo),
});

export type EncounterLine = z.infer<typeof line>;

/** What a line tells of a stay beyond its dates; null where it tells nothing. */
export const factsOf = ({
  patient: _patient,
  class: _class,
  admittedAt: _admittedAt,
  dischargedAt: _dischargedAt,
  emergent: _emergent,
  ...told
}: EncounterLine): StayFacts | null => {
  const known = Object.entries(told).filter(([, value]) => value !== undefined);
  return known.length === 0 ? null : Object.fromEntries(known);
};

/** A stay or visit a line; `dischargedAt` is blank while the patient is there, and what nobody knows is blank. */
export const encountersFile = {
  name: 'encounters file',
  line,
  required: ['patient', 'class', 'admittedAt', 'dischargedAt', 'emergent'],
} as const satisfies CsvFile<typeof line>;
