import { type SubmitEvent, useState } from 'react';
import type { z } from 'zod';
import type { signInWaysSchema } from '../../contract/session.ts';
import { Button } from '../kit/button.tsx';
import { TextField } from '../kit/text-field.tsx';
import type { Problem } from '../lib/api.ts';
import { spokenTimes } from '../lib/spoken-times.ts';
import { useResource } from '../lib/use-resource.ts';
import { ProblemBox } from '../shell/problem-box.tsx';
import { text } from '../strings.ts';
import { goToProvider } from './provider-return.ts';
import { session } from './session.ts';

const { signIn: words } = text;

const inOurTime = ({ remedy = '', ...problem }: Problem): Problem => ({
  ...problem,
  remedy: spokenTimes(remedy, 'up'),
});

type Ways = z.infer<typeof signInWaysSchema>;
type Props = { readonly why: 'never' | 'left' | 'over'; readonly username: string };

const PasswordForm = ({ known }: { readonly known: string }) => {
  const [username, setUsername] = useState(known);
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    setBusy(true);
    const refused = await session.signIn(username.trim(), password);
    // once it is done this form is gone
    if (refused === null) return;
    setBusy(false);
    // what she has typed meanwhile is kept
    setPassword(now => (now === password ? '' : now));
    setProblem(refused);
  };
  return (
    <form className="stack" onSubmit={event => void submit(event)} aria-label={words.title}>
      <TextField
        label={words.username}
        value={username}
        onChange={setUsername}
        autoComplete="username"
        autoFocus={known === ''}
        isRequired
        maxLength={200}
      />
      <TextField
        label={words.password}
        type="password"
        value={password}
        onChange={setPassword}
        autoComplete="current-password"
        autoFocus={known !== ''}
        isRequired
        maxLength={1000}
      />
      {problem && <ProblemBox problem={inOurTime(problem)} />}
      <div className="buttons">
        <Button type="submit" look="primary" isDisabled={busy}>
          {busy ? words.busy : words.submit}
        </Button>
      </div>
    </form>
  );
};

/** All that is shown to whoever is not signed in: nothing of a patient. */
export const SignInPage = ({ why, username }: Props) => {
  const ways = useResource<Ways>('sign-in', 0);
  const { value, problem, reload } = ways;
  return (
    <main className="sign-in">
      <div className="sign-in-box stack">
        <h1>{text.product}</h1>
        {why !== 'never' && <output className="notice-line">{words.because[why]}</output>}
        <h2>{words.title}</h2>
        {problem && <ProblemBox title={words.failed} problem={problem} onRetry={reload} />}
        {value?.local && <PasswordForm known={username} />}
        {value?.oidc && <Button onPress={goToProvider}>{words.provider(value.oidc.name)}</Button>}
        <p className="muted small sign-in-notice">{value?.notice ?? ''}</p>
      </div>
    </main>
  );
};
