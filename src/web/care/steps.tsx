import { useState } from 'react';
import '../styles/care.css';
import type { AlertBody, StepBody } from '../../contract/alerts.ts';
import type { StepsBody } from '../../contract/steps.ts';
import { Checkbox } from '../kit/checkbox.tsx';
import { type Problem, send } from '../lib/api.ts';
import { formatTime } from '../lib/times.ts';
import { usePermission } from '../session/session.ts';
import { ProblemBox } from '../shell/problem-box.tsx';
import { careWords } from '../strings/care.ts';

const { steps: words } = careWords;

type Props = {
  readonly alert: Pick<AlertBody, 'ruleId' | 'steps'>;
  /** the line that the alert is on; steps of a closed or missing line are only read */
  readonly item: { readonly id: string; readonly state: string } | null;
};

type Shown = { readonly of: readonly StepBody[]; readonly steps: readonly StepBody[] };

/** Ticks show at once and go back where the server refuses them; what comes in from others replaces them. */
const useTicks = ({ alert, item }: Props) => {
  const { ruleId, steps: known } = alert;
  const [shown, setShown] = useState<Shown | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const steps = shown?.of === known ? shown.steps : known;
  const tick = async (index: number, done: boolean) => {
    if (item === null) return;
    const put = (next: readonly StepBody[]) => setShown({ of: known, steps: next });
    const mark = done ? { doneBy: '', doneAt: null } : { doneBy: null, doneAt: null };
    put(steps.map((step, at) => (at === index ? { ...step, ...mark } : step)));
    const path = `worklist/${encodeURIComponent(item.id)}/steps`;
    const result = await send<StepsBody>({
      method: 'POST',
      path,
      body: { ruleId, step: index, done },
    });
    setProblem(result.ok ? null : result.problem);
    put(result.ok ? result.value.steps : steps);
  };
  return { steps, problem, tick };
};

const plainText = (step: StepBody): string => step.text.replace(/^consider /, '');

/** The protocol of an alert's rule: a checklist while its line is open, else a list of what was done. */
export const Steps = (props: Props) => {
  const { steps, problem, tick } = useTicks(props);
  const mayAct = usePermission('worklist:act');
  if (steps.length === 0) return null;
  const isOpen = props.item !== null && props.item.state !== 'closed' && mayAct;
  const doneCount = steps.filter(step => step.doneBy !== null).length;
  return (
    <div className="steps">
      <h4>
        {words.title} <span className="steps-count">{words.progress(doneCount, steps.length)}</span>
      </h4>
      <ol className="step-list">
        {steps.map((step, index) => (
          <li key={step.text} className={step.doneBy === null ? 'step' : 'step done'}>
            <Checkbox
              isSelected={step.doneBy !== null}
              isDisabled={!isOpen}
              onChange={done => void tick(index, done)}
            >
              <span>{plainText(step)}</span>
            </Checkbox>
            {step.doneBy && step.doneAt && (
              <span className="muted small">{words.by(step.doneBy, formatTime(step.doneAt, 'dayTime'))}</span>
            )}
          </li>
        ))}
      </ol>
      {problem && <ProblemBox title={words.failed} problem={problem} />}
    </div>
  );
};
