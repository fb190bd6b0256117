import { useState } from 'react';
import type { BacktestBody } from '../../../contract/backtests.ts';
import type { RuleSetBody } from '../../../contract/programs.ts';
import { Button } from '../../kit/button.tsx';
import { Select } from '../../kit/select.tsx';
import { useAct } from '../../lib/use-act.ts';
import { useDraft } from '../../lib/use-draft.ts';
import { usePreferences } from '../../session/session.ts';
import { ProblemBox } from '../../shell/problem-box.tsx';
import { leadWords } from '../../strings/lead.ts';
import { ActivateDialog, type Activation } from './activate-dialog.tsx';
import { changesOf, type Typed } from './limit-fields.ts';
import { LimitsForm } from './limits-form.tsx';

const { ruleSets: words } = leadWords;
const spans = [30, 90, 180, 366] as const;

type Props = {
  readonly programName: string;
  readonly current: RuleSetBody;
  readonly onTest: (test: BacktestBody) => void;
  readonly onActivated: (notice: string) => void;
  readonly onRefused: () => void;
};

/** A proposal on the limits in force: tried on the past first, or activated with a stated reason. */
export const Propose = ({ programName, current, onTest, onActivated, onRefused }: Props) => {
  const { glucose: unit } = usePreferences();
  const { programId, version } = current;
  const [typed, setTyped, dropTyped] = useDraft<Typed>(`rule-set ${programId} ${version} ${unit}`, {});
  const [days, setDays] = useState('90');
  const [activation, setActivation] = useState<Activation | null>(null);
  const { busy, outcome, act } = useAct({ onRefused });
  const limits = changesOf(current.limits, typed, unit);
  const count = limits === null ? 0 : Object.keys(limits).length;
  const problem = outcome?.ok === false ? outcome.problem : null;
  const isOfField = problem?.field?.startsWith('limits.') ?? false;
  const reset = () => {
    dropTyped();
    setTyped({});
  };
  const test = async () => {
    const body = { program: programId, limits: limits ?? {}, days: Number(days) };
    const told = { about: programId, notice: () => words.started };
    const started = await act<BacktestBody>({ method: 'POST', path: 'backtests', body }, told);
    if (started) onTest(started);
  };
  return (
    <div className="stack">
      <LimitsForm
        current={current.limits}
        unit={unit}
        typed={typed}
        onChange={setTyped}
        wrong={isOfField && problem ? { field: problem.field ?? '', message: problem.detail } : null}
      />
      {problem && <ProblemBox problem={problem} />}
      <p role="status">{limits === null ? words.missing : words.changes(count)}</p>
      <div className="report-tools">
        <Select
          label={words.overDays}
          value={days}
          onChange={setDays}
          choices={spans.map(span => ({ value: String(span), label: leadWords.days(span) }))}
        />
        <Button look="primary" isDisabled={busy || count === 0} onPress={() => void test()}>
          {words.test}
        </Button>
        <Button
          isDisabled={count === 0}
          onPress={() => limits && setActivation({ proposal: { limits }, backtestId: null })}
        >
          {words.without}
        </Button>
        <Button look="quiet" isDisabled={Object.keys(typed).length === 0} onPress={reset}>
          {words.reset}
        </Button>
      </div>
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
    </div>
  );
};
