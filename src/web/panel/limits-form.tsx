import type { Units } from '../chart/units.ts';
import { RadioGroup } from '../kit/radio-group.tsx';
import { TextField } from '../kit/text-field.tsx';
import type { LimitName } from '../lead/rule-sets/limit-fields.ts';
import { dayMs } from '../lib/times.ts';
import { useDraft } from '../lib/use-draft.ts';
import { limitWords } from '../strings/panel-charts.ts';
import { FormFrame } from '../verbs/form-frame.tsx';
import { LimitsOutcome } from './limits-outcome.tsx';
import { isSameLimit, limitText, limitTyped, limitUnit } from './limits-value.ts';
import { useWhatIf } from './limits-what-if.ts';

const { form: words, names } = limitWords;

type Props = {
  readonly patientId: string;
  readonly name: LimitName;
  readonly program: unknown;
  readonly inForce: unknown;
  readonly units: Units;
  readonly now: number;
  readonly busy: boolean;
  /** true when the server has it */
  readonly onSend: (body: object) => Promise<boolean>;
  readonly onClose: () => void;
};

type Draft = { readonly value: string; readonly why: string; readonly until: string };
const untouched: Draft = { value: '', why: '', until: '30' };
const untilChoices = ['7', '30', '90', 'ended'].map(value => ({
  value,
  label: words.untilChoices[value] ?? value,
}));

const untilOf = (choice: string, now: number): { until?: string } =>
  choice === 'ended' ? {} : { until: new Date(now + Number(choice) * dayMs).toISOString() };

/** An own value for one limit: while it is typed, what it would have meant is told. */
export const LimitsForm = (props: Props) => {
  const { patientId, name, program, inForce, units, now, busy, onSend, onClose } = props;
  const [draft, setDraft, forget] = useDraft<Draft>(`limit ${patientId} ${name}`, untouched);
  const typed = limitTyped(name, draft.value, units);
  const isSame = typed !== null && isSameLimit(name, typed, inForce, units);
  const whatIf = useWhatIf(patientId, `limits.${name}`, isSame ? null : typed);
  const why = draft.why.trim();
  const send = () => {
    const body = { key: `limits.${name}`, value: typed, why, ...untilOf(draft.until, now) };
    void onSend(body).then(isSaved => {
      if (!isSaved) return;
      forget();
      onClose();
    });
  };
  return (
    <FormFrame
      title={words.title(names[name])}
      submit={words.submit}
      busy={busy}
      isComplete={typed !== null && why !== ''}
      blocked={null}
      onSubmit={send}
      onCancel={onClose}
    >
      <TextField
        label={words.value(limitUnit(name, units))}
        help={words.valueHelp(limitText(name, program, units))}
        error={draft.value !== '' && typed === null ? words.notNumber : null}
        value={draft.value}
        onChange={value => setDraft({ ...draft, value })}
        inputMode="decimal"
        isRequired
      />
      <LimitsOutcome name={name} units={units} whatIf={whatIf} isSame={isSame} />
      <TextField
        label={words.why}
        value={draft.why}
        onChange={next => setDraft({ ...draft, why: next })}
        maxLength={500}
        isRequired
      />
      <RadioGroup
        label={words.until}
        value={draft.until}
        onChange={until => setDraft({ ...draft, until })}
        choices={untilChoices}
      />
    </FormFrame>
  );
};
