import { beforeEach, describe, expect, test } from 'vitest';
import { createTimerStore, type TimerStore } from '../../../src/web/call/timer-store.ts';
import type { Change, Result } from '../../../src/web/lib/api.ts';

const start = 1_000_000;
const ada = { patientId: 'P1', patientName: 'Okafor, Ada', itemId: 'item_1' };
const per = { patientId: 'P2', patientName: 'Lind, Per' };
const there = { lastInputAt: start, isHidden: false, openPatientId: 'P1' };

describe('the timer of whoever is signed in', () => {
  let now: number;
  let sent: { path: string; body: object | null }[];
  let refuse: RegExp | null;
  let running: object[];
  let isHeld: boolean;
  let store: TimerStore;
  let started: number;

  const answer = (path: string): object => {
    if (!path.endsWith('/start')) return { id: path.split('/')[1], version: 2 };
    started += 1;
    return { minutes: { id: `min_${started}` }, stopped: started > 1 ? { seconds: 30 } : null };
  };

  beforeEach(() => {
    now = start;
    sent = [];
    refuse = null;
    running = [];
    isHeld = false;
    started = 0;
    store = createTimerStore({
      get: <T>() => Promise.resolve({ ok: true, value: { items: running, next: null } } as Result<T>),
      send: <T>({ path, body }: Change) => {
        sent.push({ path, body });
        const isRefused = refuse?.test(path) ?? false;
        const problem = { status: 409, detail: 'taken' };
        return Promise.resolve(
          (isRefused ? { ok: false, problem } : { ok: true, value: answer(path) }) as Result<T>,
        );
      },
      now: () => now,
      holdAwake: held => {
        isHeld = held;
      },
    });
  });

  const pass = (seconds: number, change: Partial<typeof there> = {}) => {
    for (let left = seconds; left > 0; left -= 1) {
      now += 1_000;
      store.look({ ...there, lastInputAt: now, ...change });
    }
  };

  test('a start names the line, and only a call keeps the session awake', async () => {
    await store.start(ada, 'review');
    expect(sent).toEqual([
      { path: 'patients/P1/minutes/start', body: { activity: 'review', itemId: 'item_1' } },
    ]);
    expect(isHeld).toBe(false);
    await store.start(ada, 'call');
    expect(isHeld).toBe(true);
    store.pause();
    expect(isHeld).toBe(false);
  });

  test('the server is told each half minute, so that a lost page loses no more', async () => {
    await store.start(ada, 'review');
    pass(65);
    expect(sent.slice(1).map(({ body }) => body)).toEqual([{ seconds: 30 }, { seconds: 60 }]);
  });

  test('what a timer had is told before another one stops it, and its entry is handed back', async () => {
    await store.start(ada, 'review');
    pass(10);
    expect(await store.start(per, 'call')).toEqual({ seconds: 30 });
    expect(sent.map(({ path }) => path)).toEqual([
      'patients/P1/minutes/start',
      'minutes/min_1/pause',
      'patients/P2/minutes/start',
    ]);
    expect(sent[1]?.body).toEqual({ seconds: 10 });
    expect(store.state().timer).toMatchObject({ id: 'min_2', patientId: 'P2', countedMs: 0 });
  });

  test('to start the same again only goes on', async () => {
    await store.start(ada, 'call');
    store.pause();
    await store.start(ada, 'call');
    expect(sent.filter(({ path }) => path.endsWith('/start'))).toHaveLength(1);
    expect(store.state().timer?.since).toBe(start);
  });

  test('while it is asked what becomes of the time none is counted', async () => {
    await store.start(ada, 'call');
    pass(20);
    store.end();
    pass(20);
    expect(await store.finish('approve', { seconds: 60, interactive: true })).toBe('done');
    expect(sent.slice(-2)).toEqual([
      { path: 'minutes/min_1/stop', body: { seconds: 20, interactive: true } },
      { path: 'minutes/min_1/approve', body: { version: 2, seconds: 60 } },
    ]);
    expect(store.state().timer).toBeNull();
    expect(isHeld).toBe(false);
  });

  test('what is decided later or discarded is told so', async () => {
    await store.start(ada, 'review');
    await store.finish('later', { seconds: 5, interactive: false });
    expect(sent.at(-1)?.path).toBe('minutes/min_1/stop');
    await store.start(ada, 'review');
    await store.finish('discard', { seconds: 5, interactive: false });
    expect(sent.at(-1)).toEqual({ path: 'minutes/min_2/discard', body: { version: 2 } });
  });

  test('an approval that is refused leaves the time waiting, and a stop that is refused leaves the timer', async () => {
    await store.start(ada, 'review');
    refuse = /stop$/;
    expect(await store.finish('approve', { seconds: 5, interactive: false })).toBe('no');
    expect(store.state()).toMatchObject({ timer: { id: 'min_1' }, problem: { detail: 'taken' } });
    refuse = /approve$/;
    expect(await store.finish('approve', { seconds: 5, interactive: false })).toBe('kept');
    expect(store.state().timer).toBeNull();
  });

  test('a timer that was ended elsewhere goes', async () => {
    await store.start(ada, 'call');
    refuse = /pause$/;
    pass(31);
    await Promise.resolve();
    await Promise.resolve();
    expect(store.state().timer).toBeNull();
  });

  test('a timer that an earlier page left waits, paused, with what was told of it', async () => {
    running = [
      {
        id: 'min_9',
        patientId: 'P1',
        activity: 'call',
        seconds: 90,
        patient: { family: 'Okafor', given: 'Ada' },
      },
    ];
    await store.takeUp();
    expect(store.state().timer).toMatchObject({
      id: 'min_9',
      patientName: 'Okafor, Ada',
      countedMs: 90_000,
      paused: 'reload',
    });
    expect(isHeld).toBe(false);
  });
});
