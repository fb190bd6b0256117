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

/** Free text with suggestions that narrow as one types. */
export const ComboBox = (props: Props) => {
  const { value, onChange, suggestions, maxLength } = props;
  return (
    <AriaComboBox
      {...shared(props)}
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
