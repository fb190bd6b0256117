import { lazy, Suspense, useEffect } from 'react';
import { KitProvider } from './kit/provider.tsx';
import { IdleDialog } from './session/idle-dialog.tsx';
import { PasswordDialog } from './session/password-dialog.tsx';
import { session, useSession } from './session/session.ts';
import type { SignedIn } from './session/session-store.ts';
import { SignInPage } from './session/sign-in-page.tsx';
import { setTheme } from './session/theme.ts';
import { showNoticeAgain } from './shell/notice.tsx';
import { ProblemBox } from './shell/problem-box.tsx';
import { text } from './strings.ts';

/** On its way while the server is asked who is signed in. */
const app = import('./app.tsx');
const App = lazy(async () => ({ default: (await app).App }));

const Starting = () => (
  <p className="empty" role="status">
    {text.loading}
  </p>
);

const Inside = ({ signedIn }: { readonly signedIn: SignedIn }) => {
  const { id, preferences, mustChangePassword } = signedIn.account;
  useEffect(() => setTheme(preferences.theme), [preferences.theme]);
  if (mustChangePassword) return <PasswordDialog isForced onClose={() => undefined} />;
  return (
    <>
      <Suspense fallback={<Starting />}>
        <App key={id} />
      </Suspense>
      <IdleDialog signedIn={signedIn} />
    </>
  );
};

/** What stands on the screen by who is signed in: of patients nothing while nobody is. */
const Shown = () => {
  const state = useSession();
  useEffect(() => void session.ask(), []);
  useEffect(() => {
    if (state.is !== 'signed-out') return;
    document.title = text.title(undefined);
    showNoticeAgain();
  }, [state.is]);
  if (state.is === 'starting') return <Starting />;
  if (state.is === 'unreachable') {
    return (
      <main className="sign-in">
        <ProblemBox title={text.unreachable} problem={state.problem} onRetry={() => void session.ask()} />
      </main>
    );
  }
  if (state.is === 'signed-out') return <SignInPage why={state.why} username={state.username} />;
  return <Inside signedIn={state} />;
};

export const Root = () => (
  <KitProvider>
    <Shown />
  </KitProvider>
);
