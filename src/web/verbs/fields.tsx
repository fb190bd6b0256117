import type { FieldProps } from '../kit/field-parts.tsx';
import { RadioGroup } from '../kit/radio-group.tsx';
import { Select } from '../kit/select.tsx';
import { SuggestField } from '../kit/suggest-field.tsx';
import { TextField } from '../kit/text-field.tsx';
import { text } from '../strings.ts';
import type { Field } from './form-spec.ts';

type Props = { field: Field; value: string; onChange: (value: string) => void };

const inputTypes = { text: 'text', moment: 'datetime-local', day: 'date', number: 'text' } as const;

const labelOf = ({ label, required, is }: Field): string =>
  !required && is === 'area' ? `${label} ${text.form.optional}` : label;

const optional = <K extends string, V>(name: K, value: V | undefined): { [k in K]?: V } =>
  (value === undefined ? {} : { [name]: value }) as { [k in K]?: V };

const sharedProps = (field: Field): FieldProps => ({
  label: labelOf(field),
  name: field.name,
  isRequired: field.required ?? false,
  ...optional('help', field.help),
  ...optional('isHalf', field.half),
});

/** A field of a form, as its description says. A number stays the text that was typed, so that a draft keeps it. */
export const FormField = ({ field, value, onChange }: Props) => {
  const props = { ...sharedProps(field), value, onChange };
  const maxLength = optional('maxLength', field.max);
  if (field.is === 'pick') return <RadioGroup {...props} choices={field.choices ?? []} />;
  if (field.is === 'select') return <Select {...props} choices={field.choices ?? []} />;
  if (field.is === 'area') return <TextField {...props} {...maxLength} rows={2} />;
  if (field.suggestions) return <SuggestField {...props} {...maxLength} suggestions={field.suggestions} />;
  return (
    <TextField
      {...props}
      {...maxLength}
      {...optional('min', field.least)}
      {...(field.is === 'number' ? { inputMode: 'decimal' as const } : {})}
      type={inputTypes[field.is]}
    />
  );
};
