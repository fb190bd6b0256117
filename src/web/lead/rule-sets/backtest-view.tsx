import { useState } from 'react';
import type { BacktestBody } from '../../../contract/backtests.ts';
import type { RuleSetBody } from '../../../contract/programs.ts';
import { Button } from '../../kit/button.tsx';
import { Meter } from '../../kit/meter.tsx';
import { formatTime } from '../../lib/times.ts';
import { usePermission, usePreferences } from '../../session/session.ts';
import { ProblemBox } from '../../shell/problem-box.tsx';
import { leadWords } from '../../strings/lead.ts';
import { text } from '../../strings.ts';
import type { Desk } from '../../use-desk.ts';
import { percent } from '../figures.ts';
import { useReport } from '../use-report.ts';
import { ActivateDialog, type Activation } from './activate-dialog.tsx';
import { BacktestFindings } from './backtest-result.tsx';
import { differences, proposalOf } from './differences.ts';

const { ruleSets: words } = leadWords;

type Props = {
  readonly desk: Desk;
  readonly id: string;
  readonly programName: string;
  readonly current: RuleSetBody;
  readonly onActivated: (notice: string) => void;
};

const Changes = ({ test, current }: { readonly test: BacktestBody; readonly current: RuleSetBody }) => {
  const { glucose } = usePreferences();
  const changes = differences(current, test.proposed, glucose);
  return changes.length === 0 ? null : (
    <div>
      <h4>{words.result.changes}</h4>
      <ul className="report-list">
        {changes.map(change => (
          <li key={change}>{change}</li>
        ))}
      </ul>
    </div>
  );
};

const Running = ({ progress }: { readonly progress: number }) => (
  <Meter label={words.progress} value={progress} max={1} words={words.done(percent(progress))} />
);

type DoneProps = Omit<Props, 'id'> & { readonly test: BacktestBody };

const Done = ({ desk, test, programName, current, onActivated }: DoneProps) => {
  const [activation, setActivation] = useState<Activation | null>(null);
  const mayOpen = usePermission('patients:read');
  const { result } = test;
  if (result === null) return null;
  const proposal = proposalOf(current, test.proposed);
  const isOlder = result.version !== current.version;
  const isSame = Object.keys(proposal).length === 0;
  const isOff = isOlder || isSame || result.patientDays === 0 || result.contradicted.length > 0;
  return (
    <>
      <BacktestFindings result={result} onOpen={mayOpen ? desk.openPatient : null} />
      {isOlder && <p>{words.result.older(result.version, current.version)}</p>}
      {!isSame && (
        <div className="buttons">
          <Button
            look="primary"
            isDisabled={isOff}
            onPress={() => setActivation({ proposal, backtestId: test.id })}
          >
            {words.activate(current.version + 1)}
          </Button>
        </div>
      )}
      {activation && (
        <ActivateDialog
          programName={programName}
          current={current}
          activation={activation}
          onDone={notice => {
            setActivation(null);
            onActivated(notice);
          }}
          onClose={() => setActivation(null)}
        />
      )}
    </>
  );
};

/** One back-test: how far it is, then what it found, then activation on it. */
export const BacktestView = ({ id, ...props }: Props) => {
  const path = `backtests/${encodeURIComponent(id)}`;
  const { value: test, problem, reload } = useReport<BacktestBody>(path, props.desk.turns.ruleSets);
  if (problem) return <ProblemBox title={leadWords.failed} problem={problem} onRetry={reload} />;
  if (test === null) return <output className="muted">{text.loading}</output>;
  const title = words.result.title(formatTime(test.at, 'dayTime'));
  return (
    <section className="report-section" aria-label={title}>
      <h3>{title}</h3>
      <Changes test={test} current={props.current} />
      <output className="visually-hidden">{words.states[test.state]}</output>
      {test.state === 'running' && <Running progress={test.progress} />}
      {test.state === 'failed' && <p className="problem">{words.why(test.why ?? '')}</p>}
      {test.state === 'done' && <Done {...props} test={test} />}
    </section>
  );
};
