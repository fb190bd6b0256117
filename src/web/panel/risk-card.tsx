import type { PatientRiskBody, RiskScoreBody } from '../../contract/risk.ts';
import { formatTime } from '../lib/times.ts';
import { useResource } from '../lib/use-resource.ts';
import { text } from '../strings.ts';

const { risk: words } = text;

const Score = ({ score, ranks }: { score: RiskScoreBody; ranks: boolean }) => (
  <li className="score">
    <p>
      <strong>{score.title}</strong>{' '}
      {score.applicable && score.value !== null
        ? words.value(score.value, score.max)
        : words.notApplicable(score.why ?? text.none)}
      {ranks && <span className="mark">{words.ranksHere}</span>}
      {score.applicable && score.high !== null && score.value !== null && score.value >= score.high && (
        <span className="mark high-risk">{words.highFrom(score.high)}</span>
      )}
    </p>
    {score.parts.length > 0 && (
      <ul className="parts">
        {score.parts.map(part => (
          <li key={part.id}>
            {part.label} <strong>{part.points}</strong>
          </li>
        ))}
      </ul>
    )}
  </li>
);

const placeOf = ({ rank, outOf, tier, cohortSince }: PatientRiskBody): string => {
  if (rank === null || outOf === null) return words.unranked;
  const tierWord = tier ? `, ${words.tiers[tier]}` : '';
  const cohort = cohortSince ? `. ${words.cohortSince(formatTime(cohortSince, 'day'))}` : '';
  return `${words.rank(rank, outOf)}${tierWord}${cohort}.`;
};

/** Each score as an exact sum of named parts, or why it does not apply. */
export const RiskCard = ({ patientId, turn }: { patientId: string; turn: number }) => {
  const { value } = useResource<PatientRiskBody>(`patients/${encodeURIComponent(patientId)}/risk`, turn);
  if (value === null) return null;
  const { encounters, conditions } = value.inputs;
  return (
    <section aria-labelledby="risk-title">
      <h3 id="risk-title">{words.title}</h3>
      <p>{placeOf(value)}</p>
      <ul className="scores">
        {value.scores.map(score => (
          <Score key={score.id} score={score} ranks={score.id === value.rankedBy} />
        ))}
      </ul>
      <p className="muted small">{words.inputs(encounters, conditions)}</p>
      <details className="small">
        <summary>{words.sources}</summary>
        <dl className="sources">
          {value.scores.map(({ id, title, source }) => (
            <div key={id}>
              <dt>{title}</dt>
              <dd className="muted">{source}</dd>
            </div>
          ))}
        </dl>
      </details>
    </section>
  );
};
