import type { AlertBody } from '../../contract/alerts.ts';
import { actionsTaken, verdicts } from '../../domain/alert.ts';
import { Select } from '../kit/select.tsx';
import { TextField } from '../kit/text-field.tsx';
import { SeverityChip } from '../list/severity-chip.tsx';
import { text } from '../strings.ts';
import { type Answer, isStanding, type QuietRange, usualQuietDay } from './close-draft.ts';

type ChoiceProps = {
  label: string;
  value: string;
  labels: Readonly<Record<string, string>>;
  choices: readonly string[];
  required: boolean;
  onChange: (value: string) => void;
};

const Choice = ({ label, value, labels, choices, required, onChange }: ChoiceProps) => (
  <Select
    label={label}
    value={value}
    isRequired={required}
    placeholder={text.form.choose}
    choices={choices.map(choice => ({ value: choice, label: labels[choice] ?? choice }))}
    onChange={onChange}
  />
);

type PairProps = {
  answer: Pick<Answer, 'verdict' | 'action'>;
  required: boolean;
  onChange: (change: Partial<Answer>) => void;
};

const Pair = ({ answer, required, onChange }: PairProps) => (
  <div className="pair">
    <Choice
      label={text.form.verdict}
      value={answer.verdict}
      labels={text.verdicts}
      choices={verdicts}
      required={required}
      onChange={verdict => onChange({ verdict })}
    />
    <Choice
      label={text.form.action}
      value={answer.action}
      labels={text.actions}
      choices={actionsTaken}
      required={required}
      onChange={action => onChange({ action })}
    />
  </div>
);

type SameProps = Omit<PairProps, 'required'>;

export const SameForAll = ({ answer, onChange }: SameProps) => (
  <fieldset className="answer same">
    <legend>{text.form.sameForAll}</legend>
    <Pair answer={answer} required={false} onChange={onChange} />
  </fieldset>
);

type AnswerProps = {
  alert: AlertBody;
  answer: Answer;
  quiet: QuietRange;
  onChange: (change: Partial<Answer>) => void;
};

export const AnswerFields = ({ alert, answer, quiet, onChange }: AnswerProps) => {
  return (
    <fieldset className="answer">
      <legend>
        <SeverityChip severity={alert.severity} /> {alert.ruleTitle}
      </legend>
      <p className="because">{alert.because}</p>
      <Pair answer={answer} required onChange={onChange} />
      {isStanding(alert) && (
        <TextField
          label={text.form.until}
          help={text.form.untilHelp}
          type="date"
          min={quiet.first}
          max={quiet.last}
          value={answer.until || usualQuietDay(alert, quiet)}
          onChange={until => onChange({ until })}
        />
      )}
    </fieldset>
  );
};
