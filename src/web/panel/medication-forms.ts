import type { MedicationBody } from '../../contract/medications.ts';
import type { CareSpec } from '../care/care-spec.ts';
import { careWords } from '../strings/care.ts';
import { type Field, filled, type Values } from '../verbs/form-spec.ts';

const { medications: words } = careWords;
const { fields: labels, forms } = words;

const fields: readonly Field[] = [
  { name: 'name', label: labels.name, is: 'text', required: true, max: 200, half: true },
  { name: 'dose', label: labels.dose, is: 'text', max: 200, half: true },
  { name: 'since', label: labels.since, is: 'day', half: true },
  { name: 'until', label: labels.until, is: 'day', half: true },
  { name: 'note', label: labels.note, is: 'text', max: 1_000 },
];

/** What is empty is not known. */
const bodyOf = (values: Values): object | null => {
  const name = filled(values, 'name');
  if (!name) return null;
  const rest = ['dose', 'since', 'until', 'note'].map(key => [key, filled(values, key) ?? null]);
  return { name, ...Object.fromEntries(rest) };
};

export const addMedicationForm: CareSpec = {
  title: forms.add[0],
  submit: forms.add[1],
  fields: () => fields,
  body: bodyOf,
};

export const changeMedicationForm = ({
  name,
  dose,
  since,
  until,
  note,
  version,
}: MedicationBody): CareSpec => ({
  title: forms.change[0],
  submit: forms.change[1],
  start: { name, dose: dose ?? '', since: since ?? '', until: until ?? '', note: note ?? '' },
  fields: () => fields,
  body: values => {
    const body = bodyOf(values);
    return body && { ...body, version };
  },
});

/** `today` is a day of the patient's calendar. */
export const endMedicationForm = ({ version }: MedicationBody, today: string): CareSpec => ({
  title: forms.end[0],
  submit: forms.end[1],
  start: { until: today },
  fields: () => [{ name: 'until', label: labels.lastDay, is: 'day', required: true }],
  body: values => (values.until ? { until: values.until, version } : null),
});
