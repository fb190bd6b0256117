import { useId } from 'react';
import { text } from '../strings.ts';
import type { Field } from './form-spec.ts';

type Props = { field: Field; value: string; onChange: (value: string) => void };

const Help = ({ field, id }: { field: Field; id: string }) =>
  field.help ? (
    <span className="muted small" id={`${id}-help`}>
      {field.help}
    </span>
  ) : null;

/** A few choices side by side; one that cannot be chosen says why. */
const Pick = ({ field, value, onChange }: Props) => {
  const id = useId();
  const offs = (field.choices ?? []).filter(choice => choice.off);
  return (
    <fieldset className="pick" aria-describedby={field.help ? `${id}-help` : undefined}>
      <legend>{field.label}</legend>
      <div className="options">
        {field.choices?.map(choice => (
          <label key={choice.value} className={choice.off ? 'option off' : 'option'} title={choice.off ?? ''}>
            <input
              type="radio"
              name={`${id}-${field.name}`}
              value={choice.value}
              checked={choice.value === value}
              disabled={Boolean(choice.off)}
              required={field.required}
              onChange={() => onChange(choice.value)}
            />
            {choice.label}
          </label>
        ))}
      </div>
      {offs.map(choice => (
        <span key={choice.value} className="muted small">
          {choice.label}: {choice.off}
        </span>
      ))}
      <Help field={field} id={id} />
    </fieldset>
  );
};

const inputTypes = { text: 'text', moment: 'datetime-local', day: 'date', number: 'number' } as const;

const Control = ({ field, value, onChange, id }: Props & { id: string }) => {
  const common = {
    id,
    value,
    required: field.required,
    'aria-describedby': field.help ? `${id}-help` : undefined,
  };
  const change = (event: { target: { value: string } }) => onChange(event.target.value);
  if (field.is === 'area') return <textarea {...common} rows={2} maxLength={field.max} onChange={change} />;
  if (field.is === 'select') {
    return (
      <select {...common} onChange={change}>
        {field.choices?.map(choice => (
          <option key={choice.value} value={choice.value} disabled={Boolean(choice.off)}>
            {choice.label}
          </option>
        ))}
      </select>
    );
  }
  return (
    <input
      {...common}
      type={field.is === 'pick' ? 'text' : inputTypes[field.is]}
      step={field.is === 'number' ? 'any' : undefined}
      min={field.least}
      maxLength={field.max}
      list={field.suggestions ? `${id}-list` : undefined}
      autoComplete="off"
      onChange={change}
    />
  );
};

export const FormField = ({ field, value, onChange }: Props) => {
  const id = useId();
  if (field.is === 'pick') return <Pick field={field} value={value} onChange={onChange} />;
  return (
    <div className={field.half ? 'choice half' : 'choice'}>
      <label htmlFor={id}>
        {field.label}
        {!field.required && field.is === 'area' && ` ${text.form.optional}`}
      </label>
      <Control field={field} value={value} onChange={onChange} id={id} />
      <Help field={field} id={id} />
      {field.suggestions && (
        <datalist id={`${id}-list`}>
          {field.suggestions.map(each => (
            <option key={each} value={each} />
          ))}
        </datalist>
      )}
    </div>
  );
};
