import { z } from 'zod';
import { isTimeZone } from '../domain/local-day.ts';
import { patientFlags } from '../domain/patient.ts';
import { kinds } from '../domain/reading.ts';
import { instant, optional, word, yesOrNo } from './columns.ts';

const sexes: Readonly<Record<string, string>> = {
  f: 'female',
  female: 'female',
  m: 'male',
  male: 'male',
  other: 'other',
  x: 'other',
  unknown: 'unknown',
  u: 'unknown',
};

const sex = z.preprocess(
  value => (typeof value === 'string' ? (sexes[value.trim().toLowerCase()] ?? 'not known') : value),
  z.enum(['female', 'male', 'other', 'unknown'], { error: 'must be female, male, other or unknown' }),
);

/** One line of a roster file: a device of a patient. Unknown columns are refused, since a typo would lose data. */
export const rosterLine = z.strictObject({
  patient: word.regex(/^[A-Za-z0-9._:-]+$/, 'may hold letters, digits and . _ : - only, since routes use it'),
  family: word,
  given: word,
  birthDate: z.iso.date({ error: 'must be a date such as 1948-03-27' }),
  sex,
  timeZone: z
    .string()
    .trim()
    .refine(isTimeZone, { error: 'must be an IANA time zone such as America/New_York' }),
  program: word,
  device: word.regex(
    /^[A-Za-z0-9._:-]{1,64}$/,
    'may hold letters, digits and . _ : - only (64 at most), since topics use it',
  ),
  kind: z.enum(kinds, { error: `must be one of ${kinds.join(', ')}` }),
  perWeek: z.coerce
    .number({ error: 'must be a number' })
    .positive('must be above 0')
    .max(500, 'must be at most 500 a week'),
  from: optional(instant),
  slot: optional(word.max(64)),
  phone: optional(word),
  language: optional(word),
  caregiver: optional(word),
  caregiverPhone: optional(word),
  caregiverConsent: optional(yesOrNo),
  emergencyContact: optional(word),
  emergencyPhone: optional(word),
  address: optional(word),
  provider: optional(word),
  dryWeightKg: optional(
    z.coerce
      .number({ error: 'must be a number in kg' })
      .min(20, 'must be 20–300 kg')
      .max(300, 'must be 20–300 kg'),
  ),
  site: optional(word),
  tags: optional(
    z.string().transform(text =>
      text
        .split(/[;|]/)
        .map(tag => tag.trim())
        .filter(Boolean),
    ),
  ),
  flags: optional(
    z
      .string()
      .transform(text => [
        ...new Set(
          text
            .toLowerCase()
            .split(/[\s;|,]+/)
            .filter(Boolean),
        ),
      ])
      .pipe(z.array(z.enum(patientFlags, { error: `must be of ${patientFlags.join(', ')}` }))),
  ),
  gateway: optional(word.regex(/^[A-Za-z0-9._:-]{1,64}$/, 'may hold letters, digits and . _ : - only')),
});

export type RosterLine = z.infer<typeof rosterLine>;

/** Columns that describe the patient, on which all lines of one patient must agree. */
export const patientColumns = [
  'family',
  'given',
  'birthDate',
  'sex',
  'timeZone',
  'program',
  'phone',
  'language',
  'caregiver',
  'caregiverPhone',
  'caregiverConsent',
  'emergencyContact',
  'emergencyPhone',
  'address',
  'provider',
  'dryWeightKg',
  'site',
  'tags',
  'flags',
] as const satisfies readonly (keyof RosterLine)[];

export const requiredColumns = [
  'patient',
  'family',
  'given',
  'birthDate',
  'sex',
  'timeZone',
  'program',
  'device',
  'kind',
  'perWeek',
] as const satisfies readonly (keyof RosterLine)[];
