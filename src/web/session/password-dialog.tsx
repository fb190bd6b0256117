import { type SubmitEvent, useState } from 'react';
import { Button } from '../kit/button.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { TextField } from '../kit/text-field.tsx';
import { toasts } from '../kit/toast.tsx';
import type { Problem } from '../lib/api.ts';
import { ProblemBox } from '../shell/problem-box.tsx';
import { text } from '../strings.ts';
import { session } from './session.ts';

const { password: words } = text;

type Props = {
  /** it must be changed before anything else */
  readonly isForced?: boolean;
  readonly onClose: () => void;
};

const usePasswordForm = (onClose: () => void) => {
  const [values, setValues] = useState({ current: '', next: '', again: '' });
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const differs = values.again !== '' && values.again !== values.next;
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (differs || values.again === '') return;
    setBusy(true);
    const refused = await session.changePassword(values.current, values.next);
    setBusy(false);
    setProblem(refused);
    if (refused !== null) return;
    toasts.show(words.done, words.done);
    onClose();
  };
  const field = (name: keyof typeof values) => ({
    label: words[name],
    type: 'password' as const,
    value: values[name],
    isRequired: true,
    autoComplete: name === 'current' ? ('current-password' as const) : ('new-password' as const),
    onChange: (value: string) => setValues({ ...values, [name]: value }),
  });
  return { field, differs, busy, problem, submit };
};

export const PasswordDialog = ({ isForced = false, onClose }: Props) => {
  const { field, differs, busy, problem, submit } = usePasswordForm(onClose);
  return (
    <Dialog title={words.title} onClose={onClose} isUrgent={isForced}>
      <form className="stack" onSubmit={event => void submit(event)}>
        {isForced && <p>{words.forced}</p>}
        <TextField {...field('current')} autoFocus />
        <TextField {...field('next')} help={words.help} />
        <TextField {...field('again')} error={differs ? words.differs : null} />
        {problem && <ProblemBox problem={problem} />}
        <div className="buttons">
          <Button type="submit" look="primary" isDisabled={busy}>
            {words.submit}
          </Button>
          {isForced ? (
            <Button onPress={() => void session.signOut()}>{text.account.signOut}</Button>
          ) : (
            <Button onPress={onClose}>{text.cancel}</Button>
          )}
        </div>
      </form>
    </Dialog>
  );
};
