import { useState } from 'react';
import { ComboBox as AriaComboBox } from 'react-aria-components/ComboBox';
import { Input } from 'react-aria-components/Input';
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { Popover as AriaPopover } from 'react-aria-components/Popover';
import { FieldFoot, FieldLabel, type FieldProps, fieldClass, shared } from './field-parts.tsx';

type Props = FieldProps & {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly suggestions: readonly string[];
  readonly maxLength?: number;
};

const isFocused = (name: string): boolean =>
  document.activeElement instanceof HTMLInputElement && document.activeElement.name === name;

/** Free text with suggestions that narrow as one types; takes the focus over from a field in whose place it comes. */
export const ComboBox = (props: Props) => {
  const { value, onChange, suggestions, maxLength, name } = props;
  const [hadFocus] = useState(() => name !== undefined && isFocused(name));
  return (
    <AriaComboBox
      {...shared(props)}
      {...(hadFocus ? { autoFocus: true } : {})}
      className={fieldClass('combo-box', props)}
      inputValue={value}
      onInputChange={onChange}
      allowsCustomValue
      menuTrigger="focus"
      defaultItems={suggestions.map(id => ({ id }))}
    >
      <FieldLabel {...props} />
      <Input className="input" maxLength={maxLength} autoComplete="off" />
      <FieldFoot {...props} />
      <AriaPopover className="popover" offset={2}>
        <ListBox<{ id: string }> className="listbox">
          {({ id }) => (
            <ListBoxItem id={id} textValue={id} className="listbox-item">
              {id}
            </ListBoxItem>
          )}
        </ListBox>
      </AriaPopover>
    </AriaComboBox>
  );
};
