import type { Preferences, SessionBody } from '../../contract/session.ts';
import type { Change, Problem, Result } from '../lib/api.ts';
import type { Drafts } from '../lib/drafts.ts';

export type SignedIn = {
  readonly is: 'signed-in';
  readonly account: SessionBody['account'];
  /** by our own clock */
  readonly idleEndsAt: number;
  readonly endsAt: number;
};

export type SessionState =
  | { readonly is: 'starting' }
  | { readonly is: 'unreachable'; readonly problem: Problem }
  /** `over`: of itself; what was written is kept for `username` */
  | { readonly is: 'signed-out'; readonly why: 'never' | 'left' | 'over'; readonly username: string }
  | SignedIn;

/** What the tabs of one browser tell each other. */
export type TabMessage =
  | { readonly is: 'in'; readonly accountId: string }
  | { readonly is: 'active' }
  | { readonly is: 'left' };

type Dependencies = {
  readonly get: <T>(path: string) => Promise<Result<T>>;
  readonly send: <T>(change: Change) => Promise<Result<T>>;
  /** how far the server's clock is before ours */
  readonly aheadMs: () => number;
  readonly tell: (message: TabMessage) => void;
  readonly drafts: Drafts;
  /** somebody else has signed in: what the address names is not hers */
  readonly onStranger: () => void;
};

export type SessionStore = ReturnType<typeof createSessionStore>;

const signInPath = 'session';

/** Who is signed in, for this tab: asks the server, follows the other tabs, and never guesses that somebody is. */
export const createSessionStore = (deps: Dependencies) => {
  const { get, send, aheadMs, tell, drafts, onStranger } = deps;
  let state: SessionState = { is: 'starting' };
  let last: { readonly id: string; readonly username: string } | null = null;
  const listeners = new Set<() => void>();
  const put = (next: SessionState) => {
    state = next;
    for (const listener of listeners) listener();
  };

  const enter = ({ account, idleEndsAt, endsAt }: SessionBody) => {
    if (last !== null && last.id !== account.id) onStranger();
    last = { id: account.id, username: account.username };
    drafts.belongTo(account.id);
    const ours = (time: string) => Date.parse(time) - aheadMs();
    put({ is: 'signed-in', account, idleEndsAt: ours(idleEndsAt), endsAt: ours(endsAt) });
  };
  const leave = (why: 'never' | 'left' | 'over') =>
    put({ is: 'signed-out', why, username: why === 'over' ? (last?.username ?? '') : '' });
  const forget = () => {
    drafts.clear();
    leave('left');
    last = null;
  };

  const ask = async (): Promise<void> => {
    const before = state.is;
    const result = await get<SessionBody>(signInPath);
    if (result.ok) enter(result.value);
    else if (result.problem.status === 401) leave(before === 'signed-in' ? 'over' : 'never');
    else if (before === 'signed-in') leave('over');
    else put({ is: 'unreachable', problem: result.problem });
  };
  const change = async (change: Change): Promise<Problem | null> => {
    const result = await send<SessionBody>(change);
    if (!result.ok) return result.problem;
    enter(result.value);
    return null;
  };

  return {
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    state: () => state,
    ask,
    /** null when it is done */
    signIn: async (username: string, password: string): Promise<Problem | null> => {
      const problem = await change({ method: 'POST', path: signInPath, body: { username, password } });
      if (problem === null && last) tell({ is: 'in', accountId: last.id });
      return problem;
    },
    signOut: async (): Promise<void> => {
      await send<unknown>({ method: 'DELETE', path: signInPath, body: null });
      forget();
      tell({ is: 'left' });
    },
    /** a sign of life of the person */
    stayActive: async (): Promise<void> => {
      const problem = await change({ method: 'POST', path: 'session/active', body: {} });
      if (problem === null) tell({ is: 'active' });
    },
    setPreferences: (body: Preferences) => change({ method: 'PUT', path: 'session/preferences', body }),
    changePassword: (current: string, next: string) =>
      change({ method: 'POST', path: 'session/password', body: { current, next } }),
    /** an answer said that nobody is signed in */
    refused: () => {
      if (state.is === 'signed-in') leave('over');
    },
    hear: (message: TabMessage) => {
      if (message.is === 'left') return state.is === 'signed-in' || last ? forget() : undefined;
      if (message.is === 'active' && state.is !== 'signed-in') return;
      void ask();
    },
  };
};
