import { beforeEach, describe, expect, test } from 'vitest';
import type { SessionBody } from '../../../src/contract/session.ts';
import type { Change, Problem, Result } from '../../../src/web/lib/api.ts';
import {
  createSessionStore,
  type SessionStore,
  type TabMessage,
} from '../../../src/web/session/session-store.ts';

const at = Date.parse('2026-11-26T09:00:00Z');
const aheadMs = 5_000;

const bodyOf = (id: string, idleMinutes = 15): SessionBody => ({
  account: {
    id,
    name: `Name of ${id}`,
    username: `user-${id}`,
    roles: ['lead'],
    permissions: ['worklist:read'],
    programs: null,
    preferences: { glucose: 'mg/dL', weight: 'kg', theme: 'system', notify: false, sound: false },
    mustChangePassword: false,
  },
  idleEndsAt: new Date(at + idleMinutes * 60_000).toISOString(),
  endsAt: new Date(at + 12 * 3_600_000).toISOString(),
});

const ok = (value: SessionBody): Result<SessionBody> => ({ ok: true, value });
const refused = (status: number, code: string): Result<never> => ({
  ok: false,
  problem: { status, code, detail: code },
});

describe('who is signed in', () => {
  let answer: Result<SessionBody>;
  let sent: Change[];
  let told: TabMessage[];
  let kept: string[];
  let strangers: number;
  let session: SessionStore;

  beforeEach(() => {
    answer = ok(bodyOf('ana'));
    sent = [];
    told = [];
    kept = [];
    strangers = 0;
    session = createSessionStore({
      get: <T>() => Promise.resolve(answer as Result<T>),
      send: <T>(change: Change) => {
        sent.push(change);
        return Promise.resolve(answer as Result<T>);
      },
      aheadMs: () => aheadMs,
      tell: message => told.push(message),
      drafts: {
        belongTo: id => kept.push(`for ${id}`),
        read: () => undefined,
        write: () => undefined,
        drop: () => undefined,
        clear: () => kept.push('cleared'),
      },
      onStranger: () => {
        strangers += 1;
      },
    });
  });

  const why = () => {
    const state = session.state();
    return state.is === 'signed-out' ? [state.why, state.username] : state.is;
  };

  test('nobody is until the server has said so', async () => {
    expect(session.state().is).toBe('starting');
    answer = refused(401, 'signed-out');
    await session.ask();
    expect(why()).toEqual(['never', '']);
  });

  test('the end is told by our own clock, whatever the server’s says', async () => {
    await session.ask();
    expect(session.state()).toMatchObject({ is: 'signed-in', idleEndsAt: at + 15 * 60_000 - aheadMs });
  });

  test('a wrong password leaves her signed out and says why', async () => {
    answer = refused(401, 'signed-out');
    await session.ask();
    answer = refused(401, 'wrong-credentials');
    expect((await session.signIn('ana', 'wrong')) as Problem).toMatchObject({ code: 'wrong-credentials' });
    expect(why()).toEqual(['never', '']);
    expect(told).toEqual([]);
  });

  test('an answer that the session is over hides the page and keeps what she wrote', async () => {
    await session.signIn('ana', 'right');
    session.refused();
    expect(why()).toEqual(['over', 'user-ana']);
    expect(kept).toEqual(['for ana']);
  });

  test('one who cannot be asked any more at the end is signed out too', async () => {
    await session.ask();
    answer = { ok: false, problem: { status: 0, detail: 'no answer' } };
    await session.ask();
    expect(why()).toEqual(['over', 'user-ana']);
  });

  test('at the first look a server that does not answer is no sign-out', async () => {
    answer = { ok: false, problem: { status: 0, detail: 'no answer' } };
    await session.ask();
    expect(why()).toBe('unreachable');
  });

  test('signing out forgets what she wrote, here and in the other tabs', async () => {
    await session.signIn('ana', 'right');
    await session.signOut();
    expect(sent.at(-1)).toEqual({ method: 'DELETE', path: 'session', body: null });
    expect(why()).toEqual(['left', '']);
    expect(kept).toEqual(['for ana', 'cleared']);
    expect(told).toEqual([{ is: 'in', accountId: 'ana' }, { is: 'left' }]);
  });

  test('a tab that hears of a sign-out follows', async () => {
    await session.ask();
    session.hear({ is: 'left' });
    expect(why()).toEqual(['left', '']);
    expect(kept).toEqual(['for ana', 'cleared']);
  });

  test('a tab that hears of a sign of life learns the new end', async () => {
    await session.ask();
    answer = ok(bodyOf('ana', 25));
    session.hear({ is: 'active' });
    await Promise.resolve();
    await Promise.resolve();
    expect(session.state()).toMatchObject({ idleEndsAt: at + 25 * 60_000 - aheadMs });
  });

  test('the address that somebody else left is not hers; her own is', async () => {
    await session.ask();
    session.refused();
    await session.signIn('ana', 'right');
    expect(strangers).toBe(0);
    session.refused();
    answer = ok(bodyOf('ben'));
    await session.signIn('ben', 'right');
    expect(strangers).toBe(1);
    expect(kept.at(-1)).toBe('for ben');
  });
});
