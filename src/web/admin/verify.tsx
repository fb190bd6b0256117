import { useState } from 'react';
import type { AuditVerdict } from '../../contract/audit.ts';
import { Button } from '../kit/button.tsx';
import { get, type Problem } from '../lib/api.ts';
import { ProblemBox } from '../shell/problem-box.tsx';
import { adminWords } from '../strings/admin.ts';

const { audit: words } = adminWords;

const Verdict = ({ verdict }: { readonly verdict: AuditVerdict }) => {
  const { ok, changes, reads, broken, more } = verdict;
  return (
    <div className={ok ? 'notice-good' : 'problem'} role={ok ? 'status' : 'alert'}>
      <strong>{ok ? words.verdict(verdict) : words.broken(broken.length + more)}</strong>
      {!ok && (
        <ul>
          {broken.map(({ log, id, what }) => (
            <li key={`${log} ${id} ${what}`}>{words.fault(log, id, what)}</li>
          ))}
        </ul>
      )}
      {more > 0 && <p>{words.moreFaults(more)}</p>}
      {changes.beforeChain > 0 && <p>{words.before(changes.beforeChain)}</p>}
      {reads.unsealed > 0 && <p>{words.unsealed(reads.unsealed)}</p>}
      {changes.head !== null && (
        <p className="muted small">
          {words.head} <code className="hash">{changes.head}</code>
        </p>
      )}
    </div>
  );
};

type State = 'idle' | 'busy' | { readonly verdict: AuditVerdict } | { readonly problem: Problem };

/** Checks every row of both logs, and says which are not as they were written. */
export const Verify = () => {
  const [state, setState] = useState<State>('idle');
  const verify = async () => {
    setState('busy');
    const result = await get<AuditVerdict>('audit/verify');
    setState(result.ok ? { verdict: result.value } : { problem: result.problem });
  };
  return (
    <div className="stack">
      <div className="buttons">
        <Button look="primary" isDisabled={state === 'busy'} onPress={() => void verify()}>
          {words.verify}
        </Button>
        <output>{state === 'busy' ? words.verifying : ''}</output>
      </div>
      {typeof state === 'object' && 'verdict' in state && <Verdict verdict={state.verdict} />}
      {typeof state === 'object' && 'problem' in state && <ProblemBox problem={state.problem} />}
    </div>
  );
};
