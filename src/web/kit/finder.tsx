import type { ReactNode } from 'react';
import { Autocomplete } from 'react-aria-components/Autocomplete';
import { Input } from 'react-aria-components/Input';
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { TextField as AriaTextField } from 'react-aria-components/TextField';
import { FieldLabel } from './field-parts.tsx';

export type Found = { readonly id: string; readonly name: string; readonly content: ReactNode };

type Props = {
  readonly label: string;
  readonly listLabel: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly found: readonly Found[];
  readonly onChoose: (id: string) => void;
  /** between the field and what was found */
  readonly children?: ReactNode;
};

/** A field that finds as one types: it keeps the focus, arrows choose, Enter takes. */
export const Finder = ({ label, listLabel, value, onChange, found, onChoose, children }: Props) => (
  <Autocomplete inputValue={value} onInputChange={onChange}>
    <div className="stack finder">
      <AriaTextField className="field" autoFocus autoComplete="off" spellCheck="false">
        <FieldLabel label={label} />
        <Input className="input" role="combobox" aria-expanded={found.length > 0} />
      </AriaTextField>
      {children}
      <ListBox className="listbox found-list" aria-label={listLabel} onAction={key => onChoose(String(key))}>
        {found.map(each => (
          <ListBoxItem key={each.id} id={each.id} textValue={each.name} className="listbox-item found">
            {each.content}
          </ListBoxItem>
        ))}
      </ListBox>
    </div>
  </Autocomplete>
);
