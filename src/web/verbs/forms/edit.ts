import type { PatientBody } from '../../../contract/patients.ts';
import { text } from '../../strings.ts';
import type { Field, FormSpec, Values } from '../form-spec.ts';

const words = text.forms.edit;

const texts = [
  'phone',
  'language',
  'caregiver',
  'caregiverPhone',
  'emergencyContact',
  'emergencyPhone',
  'provider',
  'site',
] as const;

type Name = (typeof texts)[number] | 'caregiverConsent' | 'dryWeightKg' | 'tags' | 'address';

const consentWords = { true: 'yes', false: 'no' } as const;

/** Each detail as its field shows it. */
const written = (patient: PatientBody): Record<Name, string> => {
  const { caregiverConsent, dryWeightKg, tags, address } = patient;
  return {
    ...(Object.fromEntries(texts.map(name => [name, patient[name] ?? ''])) as Record<
      (typeof texts)[number],
      string
    >),
    caregiverConsent: caregiverConsent === null ? '' : consentWords[`${caregiverConsent}`],
    dryWeightKg: dryWeightKg === null ? '' : String(dryWeightKg),
    tags: tags.join(', '),
    address: address ?? '',
  };
};

const tagsOf = (value: string): string[] =>
  value
    .split(',')
    .map(tag => tag.trim())
    .filter(Boolean);

const sent = (name: Name, value: string): unknown => {
  if (name === 'tags') return tagsOf(value);
  if (value.trim() === '') return null;
  if (name === 'caregiverConsent') return value === 'yes';
  return name === 'dryWeightKg' ? Number(value) : value.trim();
};

const half = (name: Name, is: Field['is'] = 'text'): Field => ({
  name,
  label: words.fields[name],
  is,
  half: true,
  max: 200,
});

const fields: readonly Field[] = [
  half('phone'),
  half('language'),
  half('caregiver'),
  half('caregiverPhone'),
  {
    ...half('caregiverConsent', 'select'),
    choices: [
      { value: '', label: words.consent.unknown },
      { value: 'yes', label: words.consent.yes },
      { value: 'no', label: words.consent.no },
    ],
  },
  half('provider'),
  half('emergencyContact'),
  half('emergencyPhone'),
  half('dryWeightKg', 'number'),
  half('site'),
  { name: 'address', label: words.fields.address, is: 'text', max: 200 },
  { name: 'tags', label: words.fields.tags, is: 'text', help: words.tagsHelp, max: 500 },
];

const changed = (patient: PatientBody, values: Values): [Name, unknown][] => {
  const now = written(patient);
  return (Object.keys(now) as Name[]).flatMap(name => {
    const value = values[name] ?? now[name];
    return value.trim() === now[name].trim() ? [] : [[name, sent(name, value)]];
  });
};

/** Sends only what was changed, and the instant of what its draft began on: nobody overwrites another. */
export const editForm: FormSpec = {
  deed: 'edit',
  start: ({ subject: { patient } }) => (patient ? written(patient) : {}),
  version: ({ subject: { patient } }) => patient?.updatedAt,
  hint: ({ seenVersion }, { subject: { patient } }) =>
    seenVersion && patient && seenVersion !== patient.updatedAt ? words.changedMeanwhile : null,
  missing: words.nothingChanged,
  fields: () => fields,
  body: (values, { subject: { patient } }) => {
    if (!patient) return null;
    const changes = changed(patient, values);
    if (changes.length === 0) return null;
    return { ifUpdatedAt: values.seenVersion, ...Object.fromEntries(changes) };
  },
};
