import type { PatientRiskBody, RiskHistoryBody, RiskScoreBody } from '../../../contract/risk.ts';
import { signed } from '../../lib/signed.ts';
import { riskWords as words } from '../../strings/risk.ts';
import { Contributions } from './contributions.tsx';
import { percentileOf } from './percentile-of.ts';
import { Sparkline } from './sparkline.tsx';
import { stepsOf } from './steps.ts';

type Props = {
  readonly score: RiskScoreBody;
  readonly risk: PatientRiskBody;
  readonly history: RiskHistoryBody | null;
  readonly from: number;
  readonly now: number;
};

const Head = ({ score, value, risk, history, from, now }: Props & { value: number }) => {
  const percentile = percentileOf(risk, score.id);
  return (
    <>
      <p className="score-head">
        <span>
          <strong className="figure">{signed(value)}</strong>{' '}
          <span className="muted small">{words.scale}</span>
        </span>
        {history && <Sparkline steps={stepsOf(history, score.id)} from={from} to={now} />}
      </p>
      <p className="small">
        {percentile !== null && `${words.percentileHere(percentile)}; `}
        {score.probability === null || score.probabilityFrom === null
          ? words.noProbability
          : words.probability(score.probability, score.probabilityFrom)}
      </p>
    </>
  );
};

/** A trained model's score of a patient, and all that it is made of; or why there is none. */
export const ModelScore = (props: Props) => {
  const { score } = props;
  const { value } = score;
  const id = `score-${score.id}`;
  return (
    <section
      className={value === null ? 'score model-score no-score' : 'score model-score'}
      aria-labelledby={id}
    >
      <h4 id={id}>{score.title}</h4>
      {score.shadow && <span className="mark shadow">{words.shadow}</span>}
      {value === null ? (
        <p className="muted">{words.notApplicable(score.why ?? words.none)}</p>
      ) : (
        <>
          <Head {...props} value={value} />
          <Contributions score={score} value={value} />
        </>
      )}
    </section>
  );
};
