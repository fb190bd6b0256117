import { RadioGroup as AriaRadioGroup, Radio } from 'react-aria-components/RadioGroup';
import type { Choice } from './choice.ts';
import { FieldFoot, FieldLabel, type FieldProps, fieldClass, shared } from './field-parts.tsx';

type Props = FieldProps & {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly choices: readonly Choice[];
};

/** A few choices side by side; one that cannot be chosen says why. */
export const RadioGroup = (props: Props) => {
  const { value, onChange, choices } = props;
  return (
    <AriaRadioGroup
      {...shared(props)}
      className={fieldClass('radio-group', props)}
      // with a value that none of them has, none could be reached by Tab
      value={choices.some(choice => choice.value === value) ? value : null}
      onChange={onChange}
      orientation="horizontal"
    >
      <FieldLabel {...props} />
      <div className="options">
        {choices.map(choice => (
          <Radio key={choice.value} value={choice.value} isDisabled={Boolean(choice.off)} className="option">
            <span className="dot" aria-hidden="true" />
            {choice.label}
          </Radio>
        ))}
      </div>
      {choices
        .filter(choice => choice.off)
        .map(choice => (
          <span key={choice.value} className="field-help">
            {choice.label}: {choice.off}
          </span>
        ))}
      <FieldFoot {...props} />
    </AriaRadioGroup>
  );
};
