import type { PatientBody } from '../../contract/patients.ts';
import { dispositions } from '../../domain/encounter.ts';
import { asLocalField, fromLocalField } from '../lib/moments.ts';
import { formatTime } from '../lib/times.ts';
import { careWords } from '../strings/care.ts';
import { filled, type Values } from '../verbs/form-spec.ts';
import type { CareSpec } from './care-spec.ts';

const { discharge: words } = careWords;

/** Since when the stay lasts that is to end, as it is on file. */
const admittedSince = ({ encounters, monitoring }: PatientBody): string | null => {
  const stay = encounters.find(each => each.dischargedAt === null && each.class !== 'outpatient');
  return stay?.admittedAt ?? (monitoring.status === 'in-hospital' ? monitoring.since : null);
};

const factsOf = (values: Values): object | undefined => {
  const { disposition } = values;
  const code = filled(values, 'diagnosis');
  if (!disposition && !code) return undefined;
  return {
    ...(disposition && { disposition }),
    ...(code && { diagnoses: [{ system: 'icd10', code }] }),
  };
};

const choicesOf = (labels: Readonly<Record<string, string>>) =>
  Object.entries(labels).map(([value, label]) => ({ value, label }));

/** That a patient came home, by hand; what is on file already need not be said again. */
export const dischargeForm = (patient: PatientBody, now: number): CareSpec => {
  const since = admittedSince(patient);
  const isOnFile = since !== null;
  return {
    title: words.title,
    submit: words.submit,
    hint: words.effects,
    start: { class: 'inpatient', dischargedAt: asLocalField(now), emergent: '' },
    fields: () => [
      { name: 'class', label: words.class, is: 'pick', choices: choicesOf(words.classes) },
      {
        name: 'admittedAt',
        label: words.admittedAt,
        is: 'moment',
        half: true,
        required: !isOnFile,
        help: isOnFile ? words.onFile(formatTime(since, 'dayTime')) : words.yours,
      },
      {
        name: 'dischargedAt',
        label: words.dischargedAt,
        is: 'moment',
        half: true,
        required: true,
        help: words.yours,
      },
      { name: 'emergent', label: words.emergent, is: 'pick', choices: choicesOf(words.emergentChoices) },
      {
        name: 'disposition',
        label: words.disposition,
        is: 'select',
        half: true,
        choices: [
          { value: '', label: words.notSaid },
          ...dispositions.map(value => ({ value, label: words.dispositions[value] })),
        ],
      },
      { name: 'diagnosis', label: words.diagnosis, is: 'text', half: true, max: 18 },
    ],
    body: values => {
      const dischargedAt = fromLocalField(values.dischargedAt ?? '');
      const admittedAt = fromLocalField(values.admittedAt ?? '');
      if (dischargedAt === null || (admittedAt === null && !isOnFile)) return null;
      const facts = factsOf(values);
      return {
        class: values.class,
        // what the field says to the minute may lie seconds ahead of the server's clock
        dischargedAt: new Date(Math.min(dischargedAt, now)).toISOString(),
        ...(admittedAt !== null && { admittedAt: new Date(admittedAt).toISOString() }),
        ...(values.emergent && { emergent: values.emergent === 'yes' }),
        ...(facts && { facts }),
      };
    },
  };
};
