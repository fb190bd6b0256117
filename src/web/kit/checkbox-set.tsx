import { Checkbox } from './checkbox.tsx';
import type { Choice } from './choice.ts';

type Props = {
  readonly label: string;
  readonly choices: readonly Choice[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
  readonly error?: string | null;
};

/** Any number of a few choices, in the order in which they stand. */
export const CheckboxSet = ({ label, choices, chosen, onChange, error = null }: Props) => {
  const toggle = (value: string, isSelected: boolean) =>
    onChange(
      choices.map(each => each.value).filter(each => (each === value ? isSelected : chosen.includes(each))),
    );
  return (
    <fieldset className="tick-set">
      <legend>{label}</legend>
      {choices.map(({ value, label: name }) => (
        <Checkbox
          key={value}
          isSelected={chosen.includes(value)}
          onChange={isSelected => toggle(value, isSelected)}
        >
          {name}
        </Checkbox>
      ))}
      {error && (
        <span className="field-error" role="alert">
          {error}
        </span>
      )}
    </fieldset>
  );
};
