import type { RiskSettingsBody } from '../../../contract/risk.ts';
import { type RankBy, riskScoreIds } from '../../../domain/risk.ts';
import { Checkbox } from '../../kit/checkbox.tsx';
import { Select } from '../../kit/select.tsx';
import { TextField } from '../../kit/text-field.tsx';
import { formatTime } from '../../lib/times.ts';
import { riskWords } from '../../strings/risk.ts';
import type { SettingsDraft } from './settings-draft.ts';

const { settings: words, rankings } = riskWords;

/** As the route names them. */
export const fields = ['rankBy', 'percents', 'capacity', 'alertEveryDays', 'deterioration'] as const;
export type Field = (typeof fields)[number];

type Props = {
  readonly draft: SettingsDraft;
  readonly settings: RiskSettingsBody;
  readonly wrongAt: (field: Field) => string | null;
  readonly onChange: (draft: SettingsDraft) => void;
};

type NumberProps = Pick<Props, 'draft' | 'onChange'> & {
  readonly name: 'highest' | 'high' | 'capacity' | 'alertEveryDays';
  readonly help?: string;
  readonly error: string | null;
};

const NumberField = ({ name, help, error, draft, onChange }: NumberProps) => (
  <TextField
    label={words[name]}
    {...(help === undefined ? {} : { help })}
    error={error}
    inputMode="decimal"
    value={draft[name]}
    onChange={value => onChange({ ...draft, [name]: value })}
  />
);

/** Those over several scores first. */
const choices: readonly RankBy[] = ['blend', 'lexicographic', ...riskScoreIds];

const sentence = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

const RankByField = ({ draft, wrongAt, onChange }: Props) => (
  <Select
    label={words.rankBy}
    help={rankings[draft.rankBy].means}
    error={wrongAt('rankBy')}
    value={draft.rankBy}
    onChange={rankBy => onChange({ ...draft, rankBy: rankBy as RankBy })}
    choices={choices.map(value => ({ value, label: sentence(rankings[value].name) }))}
  />
);

const Deterioration = ({ draft, settings: { deterioration }, wrongAt, onChange }: Props) => (
  <>
    <Checkbox isSelected={draft.on} onChange={on => onChange({ ...draft, on })}>
      {words.deterioration}
    </Checkbox>
    {deterioration && (
      <p className="muted small">
        {words.onSince(
          formatTime(deterioration.onSince, 'date'),
          deterioration.by,
          deterioration.recalibrated,
        )}
      </p>
    )}
    {deterioration?.inShadow && <p className="small caution">{sentence(deterioration.inShadow)}.</p>}
    <TextField
      label={words.why}
      error={wrongAt('deterioration')}
      rows={2}
      maxLength={500}
      isDisabled={!draft.on}
      value={draft.why}
      onChange={why => onChange({ ...draft, why })}
    />
  </>
);

export const SettingsFields = (props: Props) => {
  const { draft, wrongAt, onChange } = props;
  const shared = { draft, onChange };
  return (
    <>
      <RankByField {...props} />
      <NumberField {...shared} name="highest" error={wrongAt('percents')} />
      <NumberField {...shared} name="high" help={words.percentsHelp} error={null} />
      <NumberField {...shared} name="capacity" help={words.capacityHelp} error={wrongAt('capacity')} />
      <NumberField {...shared} name="alertEveryDays" error={wrongAt('alertEveryDays')} />
      <Deterioration {...props} />
    </>
  );
};
