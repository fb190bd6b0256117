import type { RiskSettingsBody } from '../../../contract/risk.ts';
import { type RankBy, riskScoreIds } from '../../../domain/risk.ts';
import { formatTime } from '../../lib/times.ts';
import { riskWords } from '../../strings/risk.ts';
import type { SettingsDraft } from './settings-draft.ts';
import { SettingsField } from './settings-field.tsx';

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
  readonly wrong: string | null;
};

const NumberField = ({ name, help, wrong, draft, onChange }: NumberProps) => (
  <SettingsField label={words[name]} {...(help === undefined ? {} : { help })} wrong={wrong}>
    {attributes => (
      <input
        {...attributes}
        inputMode="decimal"
        autoComplete="off"
        value={draft[name]}
        onChange={event => onChange({ ...draft, [name]: event.target.value })}
      />
    )}
  </SettingsField>
);

/** Those over several scores first. */
const choices: readonly RankBy[] = ['blend', 'lexicographic', ...riskScoreIds];

const sentence = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

const RankByField = ({ draft, wrongAt, onChange }: Props) => (
  <SettingsField label={words.rankBy} help={rankings[draft.rankBy].means} wrong={wrongAt('rankBy')}>
    {attributes => (
      <select
        {...attributes}
        value={draft.rankBy}
        onChange={event => onChange({ ...draft, rankBy: event.target.value as RankBy })}
      >
        {choices.map(choice => (
          <option key={choice} value={choice}>
            {sentence(rankings[choice].name)}
          </option>
        ))}
      </select>
    )}
  </SettingsField>
);

const Deterioration = ({ draft, settings: { deterioration }, wrongAt, onChange }: Props) => (
  <>
    <label className="tick">
      <input
        type="checkbox"
        checked={draft.on}
        onChange={event => onChange({ ...draft, on: event.target.checked })}
      />
      {words.deterioration}
    </label>
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
    <SettingsField label={words.why} wrong={wrongAt('deterioration')}>
      {attributes => (
        <textarea
          {...attributes}
          rows={2}
          maxLength={500}
          value={draft.why}
          disabled={!draft.on}
          onChange={event => onChange({ ...draft, why: event.target.value })}
        />
      )}
    </SettingsField>
  </>
);

export const SettingsFields = (props: Props) => {
  const { draft, wrongAt, onChange } = props;
  const shared = { draft, onChange };
  return (
    <>
      <RankByField {...props} />
      <NumberField {...shared} name="highest" wrong={wrongAt('percents')} />
      <NumberField {...shared} name="high" help={words.percentsHelp} wrong={null} />
      <NumberField {...shared} name="capacity" help={words.capacityHelp} wrong={wrongAt('capacity')} />
      <NumberField {...shared} name="alertEveryDays" wrong={wrongAt('alertEveryDays')} />
      <Deterioration {...props} />
    </>
  );
};
