import type { RiskLineBody, RiskLineScoreBody } from '../../../contract/risk.ts';
import { pointsText } from '../../../domain/risk.ts';
import { signed } from '../../lib/signed.ts';
import { ageYears, formatTime } from '../../lib/times.ts';
import { fullName } from '../../list/line.tsx';
import { riskWords as words } from '../../strings/risk.ts';
import { text } from '../../strings.ts';
import { driversOf } from './drivers.ts';

const valueText = ({ unit, value, atMost }: RiskLineScoreBody): string => {
  if (value === null) return words.none;
  return unit === 'log-odds' ? signed(value) : pointsText(value, atMost ?? value);
};

/** What a place by several scores is made of; else the other scores, for comparison. */
const besideOf = ({ score, others }: RiskLineBody): string =>
  score.unit === 'rank'
    ? score.top.map(part => part.label.replace(': percentile ', ' ')).join(' · ')
    : others.map(other => `${other.title} ${valueText(other)}`).join(' · ');

const marksOf = ({ tier, rise7d, cohortSince, openItemId, stale }: RiskLineBody) => {
  const marks: [name: string, mark: string][] = [];
  if (tier !== 'rest') marks.push([`tier-${tier} strong`, words.tiers[tier]]);
  if (rise7d !== null && Math.round(rise7d) !== 0)
    marks.push([rise7d > 0 ? 'rise strong' : 'rise', words.rise(signed(rise7d, 0))]);
  if (cohortSince) marks.push(['cohort', words.inCohort(formatTime(cohortSince, 'day'))]);
  if (openItemId) marks.push(['on-worklist', words.onWorklist]);
  if (stale) marks.push(['stale', words.stale(stale)]);
  return marks;
};

type Props = {
  readonly line: RiskLineBody;
  readonly now: number;
  readonly isOpen: boolean;
  readonly inTabOrder: boolean;
  readonly onOpen: (patientId: string) => void;
  readonly onFocus: (patientId: string) => void;
};

const Patient = ({ line: { patient }, now, isOpen, inTabOrder, onOpen, onFocus }: Props) => {
  const about = [text.age(ageYears(patient.birthDate, now, patient.timeZone)), text.sex(patient.sex)];
  if (patient.status !== 'active') about.push(text.statuses[patient.status]);
  return (
    <div className="patient">
      <button
        type="button"
        className="name"
        tabIndex={inTabOrder ? 0 : -1}
        aria-current={isOpen}
        onClick={() => onOpen(patient.id)}
        onFocus={() => onFocus(patient.id)}
      >
        {fullName(patient)}
      </button>
      <span className="about muted">{about.join(' · ')}</span>
    </div>
  );
};

export const RiskLine = (props: Props) => {
  const { line, isOpen } = props;
  const { patient, rank, percentile, tier } = line;
  const marks = marksOf(line);
  const drivers = driversOf(line).join(', ') || words.noDrivers;
  const beside = besideOf(line);
  return (
    <li className={isOpen ? 'line risk-line open' : 'line risk-line'} data-line={patient.id}>
      <span className={`rank ${tier}`}>{rank}</span>
      <Patient {...props} />
      <span className="score-value">
        <strong>{Math.round(10 * percentile) / 10}</strong>
        <span className="muted small">{words.percentileWord}</span>
      </span>
      <div className="why-score">
        <span title={drivers}>{drivers}</span>
        <span className="muted small" title={beside}>
          {beside}
        </span>
      </div>
      {marks.length > 0 && (
        <ul className="state-marks">
          {marks.map(([name, mark]) => (
            <li key={name} className={name}>
              {mark}
            </li>
          ))}
        </ul>
      )}
    </li>
  );
};
