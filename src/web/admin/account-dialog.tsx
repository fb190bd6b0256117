import { useState } from 'react';
import { type Role, roleNames } from '../../domain/role.ts';
import { Button } from '../kit/button.tsx';
import { CheckboxSet } from '../kit/checkbox-set.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { Switch } from '../kit/switch.tsx';
import { TextField } from '../kit/text-field.tsx';
import type { Change } from '../lib/api.ts';
import { useAct } from '../lib/use-act.ts';
import { ProblemBox } from '../shell/problem-box.tsx';
import { adminWords } from '../strings/admin.ts';
import { sessionWords } from '../strings/session.ts';
import { text } from '../strings.ts';
import type { Desk } from '../use-desk.ts';
import {
  type AccountBody,
  type AccountDraft,
  changeOf,
  draftOf,
  inputOf,
  isComplete,
} from './account-draft.ts';
import { ProgramsField } from './programs-field.tsx';

const { accounts: words } = adminWords;

const changeFor = (draft: AccountDraft, account: AccountBody | null): Change =>
  account === null
    ? { method: 'POST', path: 'accounts', body: inputOf(draft) }
    : { method: 'PATCH', path: `accounts/${encodeURIComponent(account.id)}`, body: changeOf(draft, account) };

const fields = ['username', 'name', 'roles', 'programs', 'password'] as const;

type FieldsProps = {
  readonly desk: Desk;
  readonly isNew: boolean;
  readonly draft: AccountDraft;
  readonly onChange: (draft: AccountDraft) => void;
  readonly wrongAt: (field: (typeof fields)[number]) => string | null;
};

const Fields = ({ desk, isNew, draft, onChange, wrongAt }: FieldsProps) => (
  <>
    {isNew && (
      <>
        <TextField
          label={words.name}
          help={words.nameHelp}
          value={draft.name}
          onChange={name => onChange({ ...draft, name })}
          maxLength={100}
          error={wrongAt('name')}
          autoFocus
        />
        <TextField
          label={words.username}
          help={words.usernameHelp}
          value={draft.username}
          onChange={username => onChange({ ...draft, username })}
          maxLength={100}
          error={wrongAt('username')}
        />
      </>
    )}
    <CheckboxSet
      label={words.roles}
      choices={roleNames.map(role => ({ value: role, label: sessionWords.account.roles[role] }))}
      chosen={draft.roles}
      onChange={roles => onChange({ ...draft, roles: roles as readonly Role[] })}
      error={wrongAt('roles')}
    />
    <ProgramsField
      programs={desk.programs}
      value={draft.programs}
      onChange={programs => onChange({ ...draft, programs })}
      error={wrongAt('programs')}
    />
    <TextField
      label={isNew ? words.firstPassword : words.newPassword}
      help={isNew ? words.firstPasswordHelp : words.newPasswordHelp}
      value={draft.password}
      onChange={password => onChange({ ...draft, password })}
      autoComplete="new-password"
      error={wrongAt('password')}
    />
    {!isNew && (
      <Switch isSelected={draft.isDisabled} onChange={isDisabled => onChange({ ...draft, isDisabled })}>
        {words.isDisabled}
      </Switch>
    )}
  </>
);

type Props = {
  readonly desk: Desk;
  /** null: a new one */
  readonly account: AccountBody | null;
  readonly onDone: (notice: string) => void;
  readonly onRefused: () => void;
  readonly onClose: () => void;
};

/** Adds an account, or changes what its person may do. */
export const AccountDialog = ({ desk, account, onDone, onRefused, onClose }: Props) => {
  const [draft, setDraft] = useState(() => draftOf(account));
  const { busy, outcome, act } = useAct({ onRefused });
  const problem = outcome?.ok === false ? outcome.problem : null;
  const field = fields.find(name => name === problem?.field) ?? null;
  const save = async () => {
    const said = account === null ? words.added(draft.name.trim()) : words.changed(account.name);
    const done = await act<AccountBody>(changeFor(draft, account), { about: 'account', notice: () => said });
    if (done) onDone(said);
  };
  return (
    <Dialog
      title={account === null ? words.add.replace('…', '') : words.changeOf(account.name)}
      onClose={onClose}
      width="middle"
    >
      <div className="stack">
        {problem && field === null && <ProblemBox problem={problem} />}
        <Fields
          desk={desk}
          isNew={account === null}
          draft={draft}
          onChange={setDraft}
          wrongAt={name =>
            problem && field === name ? [problem.detail, problem.remedy].filter(Boolean).join(' ') : null
          }
        />
        <div className="buttons">
          <Button look="primary" isDisabled={busy || !isComplete(draft)} onPress={() => void save()}>
            {account === null ? words.submitAdd : words.submitChange}
          </Button>
          <Button onPress={onClose}>{text.cancel}</Button>
        </div>
      </div>
    </Dialog>
  );
};
