import type { PatientRiskBody, RiskScoreBody } from '../../../contract/risk.ts';
import { pointsText } from '../../../domain/risk.ts';
import { riskWords as words } from '../../strings/risk.ts';

const Comparator = ({ score, ranks }: { score: RiskScoreBody; ranks: boolean }) => {
  const { title, value, atMost, max, high, why, parts } = score;
  return (
    <li className="score">
      <p>
        <strong>{title}</strong>{' '}
        {value === null
          ? words.notApplicable(why ?? words.none)
          : words.value(pointsText(value, atMost ?? value), max)}
        {ranks && <span className="mark">{words.ranksHere}</span>}
        {high !== null && value !== null && value >= high && (
          <span className="mark high-risk">{words.highFrom(high)}</span>
        )}
      </p>
      {parts.length > 0 && (
        <ul className="parts">
          {parts.map(({ id, label, points, mayAdd = 0 }) => (
            <li key={id}>
              {label} <strong>{pointsText(points, points + mayAdd)}</strong>
            </li>
          ))}
        </ul>
      )}
    </li>
  );
};

/** Published scores beside the models, for comparison. */
export const Comparators = ({
  risk,
  scores,
}: {
  risk: PatientRiskBody;
  scores: readonly RiskScoreBody[];
}) => (
  <details className="comparators" open={scores.some(score => score.id === risk.rankedBy)}>
    <summary>{words.comparators}</summary>
    <ul className="scores">
      {scores.map(score => (
        <Comparator key={score.id} score={score} ranks={score.id === risk.rankedBy} />
      ))}
    </ul>
    <p className="muted small">{words.inputs(risk.inputs.encounters, risk.inputs.conditions)}</p>
  </details>
);
