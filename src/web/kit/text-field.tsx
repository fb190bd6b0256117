import type { HTMLInputAutoCompleteAttribute } from 'react';
import { Input } from 'react-aria-components/Input';
import { TextArea } from 'react-aria-components/TextArea';
import { TextField as AriaTextField } from 'react-aria-components/TextField';
import { FieldFoot, FieldLabel, type FieldProps, fieldClass, shared } from './field-parts.tsx';

type Props = FieldProps & {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** so many lines; without it one that cannot be broken */
  readonly rows?: number;
  readonly type?: 'text' | 'password' | 'tel' | 'date' | 'datetime-local';
  readonly inputMode?: 'decimal' | 'numeric' | 'tel';
  readonly maxLength?: number;
  /** the earliest and latest day or moment */
  readonly min?: string;
  readonly max?: string;
  readonly autoComplete?: HTMLInputAutoCompleteAttribute;
};

/** A field for text, numbers as typed, days and moments (the browser's own pickers). */
export const TextField = (props: Props) => {
  const {
    value,
    onChange,
    rows,
    type = 'text',
    inputMode,
    maxLength,
    min,
    max,
    autoComplete = 'off',
  } = props;
  return (
    <AriaTextField
      {...shared(props)}
      className={fieldClass(rows === undefined ? 'text-field' : 'text-area', props)}
      value={value}
      onChange={onChange}
      type={type === 'date' || type === 'datetime-local' ? 'text' : type}
      autoComplete={autoComplete}
      spellCheck={rows === undefined ? 'false' : 'true'}
      {...(maxLength === undefined ? {} : { maxLength })}
      {...(inputMode === undefined ? {} : { inputMode })}
    >
      <FieldLabel {...props} />
      {rows === undefined ? (
        <Input className="input" type={type} min={min} max={max} />
      ) : (
        <TextArea className="input" rows={rows} />
      )}
      <FieldFoot {...props} />
    </AriaTextField>
  );
};
