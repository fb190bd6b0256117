import { useState } from 'react';
import type { z } from 'zod';
import type { issuedTokenSchema } from '../../contract/session.ts';
import { permissionNames } from '../../domain/role.ts';
import { Button } from '../kit/button.tsx';
import { CheckboxSet } from '../kit/checkbox-set.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { NumberField } from '../kit/number-field.tsx';
import { TextField } from '../kit/text-field.tsx';
import { useAct } from '../lib/use-act.ts';
import { ProblemBox } from '../shell/problem-box.tsx';
import { adminWords } from '../strings/admin.ts';
import { text } from '../strings.ts';
import type { Desk } from '../use-desk.ts';
import { ProgramsField } from './programs-field.tsx';

const { tokens: words, permissions } = adminWords;

type Issued = z.infer<typeof issuedTokenSchema>;

const longestDays = 366;

/** Kept in this component alone: once it closes, nobody can read the token again. */
const Told = ({ token, onClose }: { readonly token: string; readonly onClose: () => void }) => {
  const [said, setSaid] = useState('');
  const copy = () =>
    navigator.clipboard.writeText(token).then(
      () => setSaid(words.copied),
      () => setSaid(words.notCopied),
    );
  return (
    <div className="stack">
      <p>{words.told}</p>
      <code className="secret">{token}</code>
      <output>{said}</output>
      <div className="buttons">
        <Button look="primary" autoFocus onPress={() => void copy()}>
          {words.copy}
        </Button>
        <Button onPress={onClose}>{words.done}</Button>
      </div>
    </div>
  );
};

type Props = { readonly desk: Desk; readonly onIssued: () => void; readonly onClose: () => void };

const Form = ({
  desk,
  onToken,
  onClose,
}: Omit<Props, 'onIssued'> & { readonly onToken: (t: string) => void }) => {
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<readonly string[]>([]);
  const [programs, setPrograms] = useState<readonly string[] | null>(null);
  const [days, setDays] = useState<number | null>(90);
  const { busy, outcome, act } = useAct({ onRefused: () => undefined });
  const problem = outcome?.ok === false ? outcome.problem : null;
  const isComplete = name.trim() !== '' && scopes.length > 0 && days !== null && programs?.length !== 0;
  const issue = async () => {
    const body = { name: name.trim(), scopes, programs, days };
    const change = { method: 'POST', path: 'tokens', body } as const;
    const issued = await act<Issued>(change, { about: 'token', notice: () => '' });
    if (issued) onToken(issued.token);
  };
  return (
    <div className="stack">
      {problem && problem.field !== 'programs' && <ProblemBox problem={problem} />}
      <TextField label={words.name} value={name} onChange={setName} maxLength={100} autoFocus />
      <CheckboxSet
        label={words.scopes}
        choices={permissionNames.map(value => ({ value, label: permissions[value] }))}
        chosen={scopes}
        onChange={setScopes}
      />
      <ProgramsField
        programs={desk.programs}
        value={programs}
        onChange={setPrograms}
        error={problem?.field === 'programs' ? problem.detail : null}
      />
      <NumberField label={words.days} value={days} min={1} max={longestDays} onChange={setDays} />
      <div className="buttons">
        <Button look="primary" isDisabled={busy || !isComplete} onPress={() => void issue()}>
          {words.submit}
        </Button>
        <Button onPress={onClose}>{text.cancel}</Button>
      </div>
    </div>
  );
};

/** Issues a token to a machine and shows it this once. */
export const TokenDialog = ({ desk, onIssued, onClose }: Props) => {
  const [token, setToken] = useState<string | null>(null);
  const told = (issued: string) => {
    setToken(issued);
    onIssued();
  };
  return (
    <Dialog title={words.title} onClose={onClose} width="middle" isUrgent={token !== null}>
      {token === null ? (
        <Form desk={desk} onToken={told} onClose={onClose} />
      ) : (
        <Told token={token} onClose={onClose} />
      )}
    </Dialog>
  );
};
