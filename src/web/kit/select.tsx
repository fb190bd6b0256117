import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { Popover as AriaPopover } from 'react-aria-components/Popover';
import { Select as AriaSelect, SelectValue } from 'react-aria-components/Select';
import { Button } from './button.tsx';
import type { Choice } from './choice.ts';
import { FieldFoot, FieldLabel, type FieldProps, fieldClass, shared } from './field-parts.tsx';

type Props = FieldProps & {
  /** '' where nothing is chosen and no choice is '' */
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly choices: readonly Choice[];
  readonly placeholder?: string;
  readonly isSmall?: boolean;
  /** chosen by a person, not as it came */
  readonly isSet?: boolean;
};

/** `''` is a choice of its own, which React Aria has no key for. */
const keyOf = (value: string): string => `=${value}`;

/** One of a list: letters and arrows choose, also while it is closed. */
export const Select = (props: Props) => {
  const { value, onChange, choices, placeholder = '', isSmall = false, isSet = false } = props;
  const chosen = choices.some(choice => choice.value === value) ? keyOf(value) : null;
  return (
    <AriaSelect
      {...shared(props)}
      className={`${fieldClass('select', props)}${isSet ? ' set' : ''}`}
      value={chosen}
      onChange={key => onChange(String(key).slice(1))}
      placeholder={placeholder}
    >
      <FieldLabel {...props} />
      <Button small={isSmall} className="select-button">
        <SelectValue className="select-value" />
        <span aria-hidden="true" className="caret" />
      </Button>
      <FieldFoot {...props} />
      <AriaPopover className="popover" offset={2}>
        <ListBox className="listbox" items={choices}>
          {choice => (
            <ListBoxItem
              id={keyOf(choice.value)}
              textValue={choice.label}
              isDisabled={Boolean(choice.off)}
              className="listbox-item"
            >
              {choice.label}
              {choice.off && <span className="muted small"> {choice.off}</span>}
            </ListBoxItem>
          )}
        </ListBox>
      </AriaPopover>
    </AriaSelect>
  );
};
