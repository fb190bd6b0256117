import type { Weekday } from '../../../contract/coverage.ts';
import { Button } from '../../kit/button.tsx';
import { CheckboxSet } from '../../kit/checkbox-set.tsx';
import { TextField } from '../../kit/text-field.tsx';
import { leadWords } from '../../strings/lead.ts';
import type { ShiftDraft } from './shift-draft.ts';

const { coverage } = leadWords;
const { edit: words } = coverage;

const days = Object.entries(coverage.weekdays).map(([value, label]) => ({ value, label }));

type Props = {
  readonly nth: number;
  readonly shift: ShiftDraft;
  /** what is wrong with a part of it */
  readonly wrongAt: (part: string) => string | null;
  readonly onChange: (shift: ShiftDraft) => void;
  readonly onRemove: () => void;
};

export const ShiftFields = ({ nth, shift, wrongAt, onChange, onRemove }: Props) => (
  <fieldset className="shift stack">
    <legend>{words.shift(nth)}</legend>
    <CheckboxSet
      label={coverage.columns.days}
      choices={days}
      chosen={shift.days}
      error={wrongAt('days')}
      onChange={chosen => onChange({ ...shift, days: chosen as readonly Weekday[] })}
    />
    <div className="fields">
      <TextField
        isHalf
        label={words.from}
        value={shift.from}
        error={wrongAt('from')}
        maxLength={5}
        onChange={from => onChange({ ...shift, from })}
      />
      <TextField
        isHalf
        label={words.to}
        value={shift.to}
        error={wrongAt('to')}
        maxLength={5}
        onChange={to => onChange({ ...shift, to })}
      />
      <TextField
        label={coverage.columns.people}
        help={words.peopleHelp}
        value={shift.people}
        error={wrongAt('people')}
        onChange={people => onChange({ ...shift, people })}
      />
    </div>
    <div className="buttons">
      <Button small aria-label={words.removeNamed(nth)} onPress={onRemove}>
        {words.remove}
      </Button>
    </div>
  </fieldset>
);
