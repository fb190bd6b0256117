import type { RiskLineBody, RiskScoreBody } from '../../../contract/risk.ts';
import { ageYears, formatTime } from '../../lib/times.ts';
import { fullName } from '../../list/line.tsx';
import { text } from '../../strings.ts';

const { risk: words } = text;

const partsOf = ({ parts }: RiskScoreBody): string =>
  parts
    .filter(part => part.points !== 0)
    .map(part => `${part.label} ${part.points}`)
    .join(', ');

const other = (score: RiskScoreBody): string =>
  `${text.risk.scores[score.id]} ${score.applicable && score.value !== null ? score.value : text.none}`;

const marksOf = ({ tier, cohortSince, openItemId }: RiskLineBody): [name: string, mark: string][] => [
  ...(tier === 'rest' ? [] : ([[`tier-${tier} strong`, words.tiers[tier]]] as [string, string][])),
  ...(cohortSince
    ? ([['cohort', words.inCohort(formatTime(cohortSince, 'day'))]] as [string, string][])
    : []),
  ...(openItemId ? ([['on-worklist', words.onWorklist]] as [string, string][]) : []),
];

type Props = {
  readonly line: RiskLineBody;
  readonly now: number;
  readonly isOpen: boolean;
  readonly inTabOrder: boolean;
  readonly onOpen: (patientId: string) => void;
  readonly onFocus: (patientId: string) => void;
};

export const RiskLine = ({ line, now, isOpen, inTabOrder, onOpen, onFocus }: Props) => {
  const { patient, rank, tier, score, others } = line;
  const marks = marksOf(line);
  const about = [text.age(ageYears(patient.birthDate, now, patient.timeZone)), text.sex(patient.sex)];
  if (patient.status !== 'active') about.push(text.statuses[patient.status]);
  return (
    <li className={isOpen ? 'line risk-line open' : 'line risk-line'} data-line={patient.id}>
      <span className={`rank ${tier}`}>{rank}</span>
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
      <span className="score-value">
        <strong>{score.value ?? text.none}</strong>
        <span className="muted small">{text.risk.scores[score.id]}</span>
      </span>
      <div className="why-score">
        <span title={partsOf(score)}>{partsOf(score)}</span>
        <span className="muted small">{others.map(other).join(' · ')}</span>
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
