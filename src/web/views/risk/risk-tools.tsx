import { useState } from 'react';
import type { RiskListBody, RiskSettingsBody } from '../../../contract/risk.ts';
import { Checkbox } from '../../kit/checkbox.tsx';
import { Select } from '../../kit/select.tsx';
import { formatTime } from '../../lib/times.ts';
import { useResource } from '../../lib/use-resource.ts';
import { riskWords as words } from '../../strings/risk.ts';
import type { Desk } from '../../use-desk.ts';
import { AboutModels } from './about-models.tsx';
import { keepProgram } from './kept-program.ts';
import { RiskSettings } from './risk-settings.tsx';

export type Shown = { readonly cohort: boolean; readonly order: 'rank' | 'rising' };

type Props = {
  readonly desk: Desk;
  readonly program: string;
  readonly list: RiskListBody | null;
  readonly shown: Shown;
  readonly onShow: (shown: Shown) => void;
};

const Filters = ({ desk, program, shown, onShow }: Props) => {
  const choose = (id: string) => {
    keepProgram(id);
    desk.go({ riskProgram: id });
  };
  return (
    <>
      <Select
        label={words.program}
        isLabelHidden
        isSmall
        value={program}
        onChange={choose}
        choices={desk.programs.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <fieldset className="ranges" aria-label={words.order}>
        {(['rank', 'rising'] as const).map(order => (
          <button
            key={order}
            type="button"
            aria-pressed={shown.order === order}
            onClick={() => onShow({ ...shown, order })}
          >
            {words.orders[order]}
          </button>
        ))}
      </fieldset>
      <Checkbox isSelected={shown.cohort} onChange={cohort => onShow({ ...shown, cohort })}>
        {words.cohortOnly}
      </Checkbox>
    </>
  );
};

/** What the panel is ranked by, how it is cut, and what is wrong with it. */
const About = ({ list, settings }: { list: RiskListBody; settings: RiskSettingsBody | null }) => {
  const { rankedBy, ranked, notApplicable, inCohort, rankedAt, degraded } = list;
  const { name, means } = words.rankings[rankedBy];
  return (
    <div className="small list-note">
      <details className="muted">
        <summary>
          {words.ranking(name, ranked, notApplicable, inCohort)}
          {rankedAt && `; ${words.rankedAt(formatTime(rankedAt, 'dayTime'))}`}
        </summary>
        <p>{means}</p>
      </details>
      {settings && (
        <p className="muted">
          {settings.capacity === null
            ? words.cuts(...settings.percents)
            : words.capacityCut(settings.capacity, settings.percents[1])}
        </p>
      )}
      {degraded && <p className="caution">{words.degraded(degraded)}</p>}
    </div>
  );
};

export const RiskTools = (props: Props) => {
  const { desk, program, list } = props;
  const [dialog, setDialog] = useState<'settings' | 'about' | null>(null);
  const path = program === '' ? null : `programs/${encodeURIComponent(program)}/risk-settings`;
  const settings = useResource<RiskSettingsBody>(path, desk.turns.risk);
  const close = () => setDialog(null);
  return (
    <>
      <div className="filters risk-filters">
        <Filters {...props} />
        {settings.value && (
          <button type="button" className="link small" onClick={() => setDialog('settings')}>
            {words.settings.open}
          </button>
        )}
        <button type="button" className="link small" onClick={() => setDialog('about')}>
          {words.about}
        </button>
      </div>
      {list && <About list={list} settings={settings.value} />}
      {dialog === 'about' && <AboutModels onClose={close} />}
      {dialog === 'settings' && settings.value && (
        <RiskSettings
          key={program}
          desk={desk}
          settings={settings.value}
          onSaved={settings.set}
          onClose={close}
        />
      )}
    </>
  );
};
