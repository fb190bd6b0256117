import { CheckboxSet } from '../kit/checkbox-set.tsx';
import { RadioGroup } from '../kit/radio-group.tsx';
import { adminWords } from '../strings/admin.ts';
import type { Desk } from '../use-desk.ts';

const { accounts: words } = adminWords;

type Props = {
  readonly programs: Desk['programs'];
  /** null: all, also later ones */
  readonly value: readonly string[] | null;
  readonly onChange: (value: readonly string[] | null) => void;
  readonly error: string | null;
};

export const ProgramsField = ({ programs, value, onChange, error }: Props) => (
  <>
    <RadioGroup
      label={words.whichPrograms}
      value={value === null ? 'all' : 'some'}
      onChange={which => onChange(which === 'all' ? null : [])}
      error={value === null ? error : null}
      choices={[
        { value: 'all', label: words.allAndLater },
        { value: 'some', label: words.some },
      ]}
    />
    {value !== null && (
      <CheckboxSet
        label={words.programs}
        choices={programs.map(({ id, name }) => ({ value: id, label: name }))}
        chosen={value}
        onChange={onChange}
        error={error}
      />
    )}
  </>
);

export const programsSpoken = (value: readonly string[] | null, names: Desk['programNames']): string =>
  value === null ? words.all : value.map(id => names.get(id) ?? id).join(', ');
