import type { BacktestResult } from '../../../contract/backtests.ts';
import { leadWords } from '../../strings/lead.ts';
import { FiguresNowAndThen, PatientsConcerned, RulesNowAndThen } from './backtest-tables.tsx';

const { result: words } = leadWords.ruleSets;

/** What speaks against it, in sentences. */
const Cautions = ({ result }: { readonly result: BacktestResult }) => {
  const { contradicted, failures, lost, patientDays } = result;
  const said = [
    ...(patientDays === 0 ? [words.sparse] : []),
    ...(contradicted.length === 0 ? [] : [words.contradicted(contradicted.length)]),
    ...(lost.closedAsReal === 0 ? [] : [words.lost(lost.count, lost.closedAsReal, lost.actionable)]),
    ...failures.map(({ ruleId, patients }) => words.failures(ruleId, patients)),
  ];
  if (said.length === 0) return null;
  return (
    <ul className="report-list marked">
      {said.map(sentence => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  );
};

type Props = {
  readonly result: BacktestResult;
  readonly onOpen: ((patientId: string) => void) | null;
};

/** What the past would have been like, the most telling figure first. */
export const BacktestFindings = ({ result, onOpen }: Props) => {
  const { items, lost, gained } = result;
  return (
    <>
      <p className="headline">{words.headline(items.current, items.proposed, result.days)}</p>
      <p className="muted">{words.basis(result.patients, result.days, result.readings)}</p>
      <Cautions result={result} />
      {lost.count + gained.count === 0 && items.current === items.proposed && <p>{words.sameLines}</p>}
      {lost.count > 0 && lost.closedAsReal === 0 && <p>{words.lost(lost.count, 0, 0)}</p>}
      {gained.count > 0 && <p>{words.gained(gained.count)}</p>}
      <FiguresNowAndThen result={result} />
      <div className="report-pair">
        <RulesNowAndThen result={result} />
        <PatientsConcerned result={result} onOpen={onOpen} />
      </div>
    </>
  );
};
