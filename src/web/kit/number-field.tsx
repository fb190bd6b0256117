import { Group } from 'react-aria-components/Group';
import { Input } from 'react-aria-components/Input';
import { NumberField as AriaNumberField } from 'react-aria-components/NumberField';
import { Button } from './button.tsx';
import { FieldFoot, FieldLabel, type FieldProps, fieldClass, shared } from './field-parts.tsx';

type Props = FieldProps & {
  /** null while empty */
  readonly value: number | null;
  /** when the field is left, by Enter and by the steps; not at every key */
  readonly onChange: (value: number | null) => void;
  readonly min?: number;
  readonly max?: number;
  readonly step?: number;
  readonly unit?: string;
};

/** A number with steps by arrow keys and buttons. */
export const NumberField = (props: Props) => {
  const { value, onChange, min, max, step = 1, unit } = props;
  return (
    <AriaNumberField
      {...shared(props)}
      className={fieldClass('number-field', props)}
      value={value ?? Number.NaN}
      onChange={next => onChange(Number.isNaN(next) ? null : next)}
      step={step}
      {...(min === undefined ? {} : { minValue: min })}
      {...(max === undefined ? {} : { maxValue: max })}
    >
      <FieldLabel {...props} />
      <Group className="number-group">
        <Button slot="decrement">−</Button>
        <Input className="input" />
        <Button slot="increment">+</Button>
        {unit && <span className="unit">{unit}</span>}
      </Group>
      <FieldFoot {...props} />
    </AriaNumberField>
  );
};
