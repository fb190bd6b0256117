import { useState } from 'react';
import type { PatientRiskBody, RiskHistoryBody } from '../../../contract/risk.ts';
import { withQuery } from '../../lib/api.ts';
import { wallClock } from '../../lib/clock.ts';
import { signed } from '../../lib/signed.ts';
import { dayMs, formatTime } from '../../lib/times.ts';
import { useResource } from '../../lib/use-resource.ts';
import { ProblemBox } from '../../shell/problem-box.tsx';
import { riskWords as words } from '../../strings/risk.ts';
import { AboutModels } from '../../views/risk/about-models-lazily.ts';
import { Comparators } from './comparators.tsx';
import { ModelScore } from './model-score.tsx';

const historyDays = 60;

const Place = ({ risk }: { risk: PatientRiskBody }) => {
  const { rank, outOf, percentile, rise7d, tier, cohortSince, rankedBy, degraded, stale } = risk;
  return (
    <>
      <p className="risk-place">
        {rank === null || outOf === null ? words.unranked : words.rank(rank, outOf)}
        {percentile !== null && `, ${words.percentile(percentile)}`}
        {rise7d !== null && `, ${words.rise(signed(rise7d, 0))}`}
        {tier && <span className={`mark tier-${tier}`}>{words.tiers[tier]}</span>}
        {cohortSince && <span className="mark">{words.inCohort(formatTime(cohortSince, 'day'))}</span>}
      </p>
      <p className="muted small">{words.rankedBy(words.rankings[rankedBy].name)}</p>
      {degraded && <p className="small caution">{words.degraded(degraded)}</p>}
      {stale && <p className="small caution">{words.stale(stale)}</p>}
    </>
  );
};

const Sources = ({ risk: { scores } }: { risk: PatientRiskBody }) => (
  <details className="small">
    <summary>{words.sources}</summary>
    <dl className="sources">
      {scores.map(({ id, title, source, modelVersion }) => (
        <div key={id}>
          <dt>{modelVersion === null ? title : `${title} ${modelVersion}`}</dt>
          <dd className="muted">{source}</dd>
        </div>
      ))}
    </dl>
  </details>
);

type Props = { readonly patientId: string; readonly turn: number };

/** Where a patient stands in the panel, and each score as an exact sum of named parts, or why it does not apply. */
export const Card = ({ patientId, turn }: Props) => {
  const [isAbout, setAbout] = useState(false);
  const now = wallClock();
  const from = dayMs * (Math.floor(now / dayMs) - historyDays);
  const path = `patients/${encodeURIComponent(patientId)}/risk`;
  const { value: risk, problem, reload } = useResource<PatientRiskBody>(path, turn);
  const past = withQuery(`${path}/history`, {
    from: new Date(from).toISOString(),
    parts: 'false',
    limit: 1_000,
  });
  const history = useResource<RiskHistoryBody>(past, turn).value;
  if (risk === null) return problem && <ProblemBox title={words.failed} problem={problem} onRetry={reload} />;
  const models = risk.scores.filter(score => score.unit === 'log-odds');
  return (
    <section aria-labelledby="risk-title">
      <div className="section-head">
        <h3 id="risk-title">{words.title}</h3>
        <button type="button" className="link small" onClick={() => setAbout(true)}>
          {words.about}
        </button>
      </div>
      <Place risk={risk} />
      <div className="model-scores">
        {models.map(score => (
          <ModelScore key={score.id} {...{ score, risk, history, from, now }} />
        ))}
      </div>
      <Comparators risk={risk} scores={risk.scores.filter(score => score.unit === 'points')} />
      <Sources risk={risk} />
      {isAbout && <AboutModels onClose={() => setAbout(false)} />}
    </section>
  );
};
