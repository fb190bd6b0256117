import { useState } from 'react';
import type { ActivatedRuleSetBody, RuleSetBody } from '../../../contract/programs.ts';
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { TextField } from '../../kit/text-field.tsx';
import { useAct } from '../../lib/use-act.ts';
import { usePreferences } from '../../session/session.ts';
import { ProblemBox } from '../../shell/problem-box.tsx';
import { leadWords } from '../../strings/lead.ts';
import { text } from '../../strings.ts';
import { differences, type proposalOf } from './differences.ts';

const { ruleSets: words } = leadWords;

export type Activation = {
  readonly proposal: ReturnType<typeof proposalOf> | { readonly limits: Partial<RuleSetBody['limits']> };
  /** null: a reason stands in its place */
  readonly backtestId: string | null;
};

type Props = {
  readonly programName: string;
  readonly current: RuleSetBody;
  readonly activation: Activation;
  readonly onDone: (notice: string) => void;
  readonly onClose: () => void;
};

const appliedTo = (current: RuleSetBody, { proposal }: Activation) => ({
  limits: { ...current.limits, ...proposal.limits },
  rules: { ...current.rules, ...('rules' in proposal ? proposal.rules : {}) } as RuleSetBody['rules'],
});

/** What changes and on what grounds, once more before it holds for everybody. */
export const ActivateDialog = ({ programName, current, activation, onDone, onClose }: Props) => {
  const { glucose: unit } = usePreferences();
  const [waiver, setWaiver] = useState('');
  const { busy, outcome, act } = useAct({ onRefused: () => undefined });
  const { backtestId, proposal } = activation;
  const activate = async () => {
    const grounds = backtestId === null ? { waiver: waiver.trim() } : { backtestId };
    const body = { version: current.version, ...proposal, ...grounds };
    const path = `programs/${encodeURIComponent(current.programId)}/rule-sets`;
    const notice = (set: ActivatedRuleSetBody) =>
      words.activated(set.version, set.patientsWhoseOwnSettingsEnd);
    const done = await act<ActivatedRuleSetBody>({ method: 'POST', path, body }, { about: path, notice });
    if (done) onDone(notice(done));
  };
  return (
    <Dialog title={words.activateTitle(programName)} onClose={onClose} width="middle">
      <div className="stack">
        <ul className="report-list">
          {differences(current, appliedTo(current, activation), unit).map(change => (
            <li key={change}>{change}</li>
          ))}
        </ul>
        <p className="muted">{words.activateHelp}</p>
        {backtestId === null && (
          <TextField
            label={words.waiverLabel}
            help={words.waiverHelp}
            value={waiver}
            onChange={setWaiver}
            rows={2}
            maxLength={500}
            isRequired
          />
        )}
        {outcome?.ok === false && <ProblemBox problem={outcome.problem} />}
        <div className="buttons">
          <Button
            look="primary"
            isDisabled={busy || (backtestId === null && waiver.trim() === '')}
            onPress={() => void activate()}
          >
            {words.activate(current.version + 1)}
          </Button>
          <Button onPress={onClose}>{text.cancel}</Button>
        </div>
      </div>
    </Dialog>
  );
};
