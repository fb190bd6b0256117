import { describe, expect, test } from 'vitest';
import type {
  MinutesBody,
  MonthMinutesBody,
  MyMinutesBody,
  StartedBody,
} from '../../src/contract/minutes.ts';
import { dayMs, hourMs, minuteMs } from '../../src/domain/local-day.ts';
import { bodyAs, expectProblem, iso, only, type TestApp, testApp, walk } from './app.ts';
import { describeRefusals } from './refusals.ts';

const path = '/api/v1/patients/P1/minutes';
const month = (app: TestApp, query = '') => app.get<MonthMinutesBody>(path + query);
const done = async <T = MinutesBody>(response: Response): Promise<T> => {
  expect(response.status, await response.clone().text()).toBe(200);
  return bodyAs<T>(response);
};
const byHand = (app: TestApp, startedAt: number, over: Record<string, unknown> = {}, actor = 'Ana Ruiz') =>
  app.post(
    path,
    {
      ...{ startedAt: iso(startedAt), seconds: 600, activity: 'call', interactive: true },
      ...{ note: 'talked through the week', ...over },
    },
    { actor },
  );
const verb = (app: TestApp, { id }: { id: string }, name: string, body: unknown, actor = 'Ana Ruiz') =>
  app.post(`/api/v1/minutes/${id}/${name}`, body, { actor });
const start = async (app: TestApp, patient: number, activity = 'review', actor = 'Ana Ruiz') =>
  done<StartedBody>(await app.post(`/api/v1/patients/P${patient}/minutes/start`, { activity }, { actor }));
const passes = (app: TestApp, ms: number) => app.clock.set(app.clock.now() + ms);

describe('a timer', () => {
  test('200: what it counted without pauses waits, and counts once its maker approved it', async () => {
    const app = await testApp();
    const { minutes } = await start(app, 1, 'call');
    expect(minutes).toMatchObject({ state: 'running', interactive: true, seconds: 0 });
    passes(app, 10 * minuteMs);
    expect(await done(await verb(app, minutes, 'pause', { seconds: 400 }))).toMatchObject({
      ...{ state: 'running', seconds: 400 },
    });
    passes(app, hourMs);
    const stopped = await done(await verb(app, minutes, 'stop', { seconds: 1_260, note: 'weekly call' }));
    expect(stopped).toMatchObject({ state: 'waiting', seconds: 1_260, note: 'weekly call' });
    expect((await month(app)).totals).toEqual({
      approvedSeconds: 0,
      waitingSeconds: 1_260,
      isInteractive: false,
    });
    const { version } = stopped;
    await done(await verb(app, minutes, 'approve', { version, seconds: 1_200 }));
    const { totals, billing } = await month(app);
    expect(totals).toEqual({ approvedSeconds: 1_200, waitingSeconds: 0, isInteractive: true });
    expect(billing.earned.map(e => e.code)).toEqual(['99457']);
  });

  test('200: one person has one: another one stops it at what was last told of it', async () => {
    const app = await testApp();
    const first = (await start(app, 1)).minutes;
    passes(app, 5 * minuteMs);
    await verb(app, first, 'pause', { seconds: 200 });
    passes(app, 5 * minuteMs);
    const { minutes, stopped } = await start(app, 2);
    expect(stopped).toMatchObject({ id: first.id, state: 'waiting', seconds: 200 });
    expect((await start(app, 1, 'review', 'Bo Chen')).stopped).toBeNull();
    const late = await verb(app, first, 'stop', { seconds: 500 });
    await expectProblem(late, { status: 409, code: 'conflict', field: null });
    expect(minutes.state).toBe('running');
  });

  test.each([
    ['than has passed', 10 * minuteMs, 5_000, 600],
    ['than 4 hours', 9 * hourMs, 30_000, 14_400],
  ])('200: counts no more %s', async (_, passed, told, seconds) => {
    const app = await testApp();
    const { minutes } = await start(app, 1);
    passes(app, passed);
    expect(await done(await verb(app, minutes, 'stop', { seconds: told }))).toMatchObject({ seconds });
  });

  test("422: nobody decides on another person's time", async () => {
    const app = await testApp();
    const { minutes } = await start(app, 1);
    for (const [name, body] of [
      ['pause', { seconds: 1 }],
      ['stop', { seconds: 1 }],
      ['approve', { version: 1 }],
      ['discard', { version: 1 }],
    ] as const) {
      const answer = await verb(app, minutes, name, body, 'Bo Chen');
      await expectProblem(answer, { status: 422, code: 'not-allowed-now', field: 'id' });
    }
  });

  test('400: an item of another patient', async () => {
    const app = await testApp();
    await app.pressure(2, 75);
    const { id } = await app.openItem(2);
    const answer = await app.post(`${path}/start`, { activity: 'review', itemId: id });
    await expectProblem(answer, { status: 400, code: 'bad-request', field: 'itemId' });
  });
});

describe('POST /patients/{id}/minutes', () => {
  test('409: time of a person counts once, of whatever patient; side by side is fine', async () => {
    const app = await testApp();
    const from = app.clock.now() - 2 * hourMs;
    await done(await byHand(app, from));
    for (const ms of [-599_000, 0, 599_000]) {
      const other = await app.post('/api/v1/patients/P2/minutes', {
        ...{ startedAt: iso(from + ms), seconds: 600, activity: 'review', interactive: false, note: 'again' },
      });
      await expectProblem(other, { status: 409, code: 'conflict', field: 'startedAt' });
    }
    await done(await byHand(app, from + 600_000));
    await done(await byHand(app, from - 600_000));
    await done(await byHand(app, from, {}, 'Bo Chen'));
    expect((await month(app)).totals.waitingSeconds).toBe(2_400);
  });

  test('409: neither may it lie in a timer that runs, nor an approval stretch into other time', async () => {
    const app = await testApp();
    const from = app.clock.now();
    const { minutes } = await start(app, 1);
    passes(app, 5 * minuteMs);
    await done(await verb(app, minutes, 'pause', { seconds: 300 }));
    passes(app, 55 * minuteMs);
    await expectProblem(await byHand(app, from + minuteMs), {
      status: 409,
      code: 'conflict',
      field: 'startedAt',
    });
    const stopped = await done(await verb(app, minutes, 'stop', { seconds: 300 }));
    const later = await done(await byHand(app, from + 10 * minuteMs));
    const { version } = stopped;
    const stretched = await verb(app, minutes, 'approve', { version, seconds: 601 });
    await expectProblem(stretched, { status: 409, code: 'conflict', field: 'startedAt' });
    await done(await verb(app, later, 'discard', { version: later.version }));
    await done(await verb(app, minutes, 'approve', { version, seconds: 601 }));
  });

  test('409: nor between the start of a timer and when it last counted, wherever its pauses were', async () => {
    const app = await testApp();
    const from = app.clock.now();
    const { minutes } = await start(app, 1);
    passes(app, 30 * minuteMs);
    const stopped = await done(await verb(app, minutes, 'stop', { seconds: 300 }));
    expect(stopped.endedAt).toBe(iso(from + 30 * minuteMs));
    passes(app, hourMs);
    const within = await byHand(app, from + 20 * minuteMs);
    const problem = await expectProblem(within, { status: 409, code: 'conflict', field: 'startedAt' });
    expect(problem.title + problem.detail).toContain(`${iso(from)} to ${iso(from + 30 * minuteMs)}`);
    await done(await byHand(app, from + 30 * minuteMs));
  });

  test('200: a timer that was forgotten while paused ended when it paused; put right, time by hand ends with it', async () => {
    const app = await testApp();
    const from = app.clock.now();
    const { minutes } = await start(app, 1);
    expect(minutes.endedAt).toBeNull();
    passes(app, 5 * minuteMs);
    expect((await done(await verb(app, minutes, 'pause', { seconds: 240 }))).endedAt).toBeNull();
    passes(app, 5 * hourMs);
    const { stopped } = await start(app, 2);
    expect(stopped?.endedAt).toBe(iso(from + 5 * minuteMs));
    const entry = await done(await byHand(app, from + hourMs, { seconds: 3_600 }));
    expect(entry.endedAt).toBe(iso(from + 2 * hourMs));
    const approved = await verb(app, entry, 'approve', { version: entry.version, seconds: 600 });
    expect((await done(approved)).endedAt).toBe(iso(from + hourMs + 600_000));
  });

  test.each([
    ['more than 4 hours', -5 * hourMs, { seconds: 14_401 }, 'seconds'],
    ['time that is not over', -minuteMs, {}, 'startedAt'],
    ['time long ago', -63 * dayMs, {}, 'startedAt'],
    ['no note', -hourMs, { note: ' ' }, 'note'],
    ['an activity of nothing', -hourMs, { activity: 'lunch' }, 'activity'],
  ])('400: %s', async (_, ago, over, field) => {
    const app = await testApp();
    const answer = await byHand(app, app.clock.now() + ago, over);
    await expectProblem(answer, { status: 400, code: 'bad-request', field });
  });

  const body = { startedAt: iso(0), seconds: 60, activity: 'call', interactive: true, note: 'x' };
  describeRefusals({ method: 'POST', path, body });
});

describe('POST /minutes/{id}/approve and /discard', () => {
  test('409: of a version that is not the latest, and of what is decided', async () => {
    const app = await testApp();
    const entry = await done(await byHand(app, app.clock.now() - hourMs));
    const stale = await verb(app, entry, 'approve', { version: entry.version - 1 });
    await expectProblem(stale, { status: 409, code: 'conflict', field: null });
    const approved = await done(await verb(app, entry, 'approve', { version: entry.version }));
    expect(approved).toMatchObject({ state: 'approved', decidedBy: 'Ana Ruiz' });
    const again = await verb(app, entry, 'approve', { version: approved.version });
    await expectProblem(again, { status: 409, code: 'conflict', field: null });
  });

  test('200: what was approved may be discarded, and counts no more', async () => {
    const app = await testApp();
    const entry = await done(await byHand(app, app.clock.now() - hourMs));
    const { version } = await done(await verb(app, entry, 'approve', { version: entry.version }));
    await done(await verb(app, entry, 'discard', { version }));
    expect((await month(app)).totals).toMatchObject({ approvedSeconds: 0, waitingSeconds: 0 });
    expect((await app.audit()).map(a => a.action).filter(a => a.startsWith('minutes.'))).toEqual([
      ...['minutes.enter', 'minutes.approve', 'minutes.discard'],
    ]);
  });

  test('422: time of no seconds is not approved', async () => {
    const app = await testApp();
    const { minutes } = await start(app, 1);
    const { version } = await done(await verb(app, minutes, 'stop', { seconds: 0 }));
    const answer = await verb(app, minutes, 'approve', { version });
    await expectProblem(answer, { status: 422, code: 'not-allowed-now', field: 'seconds' });
  });

  test('400: an approval that would reach beyond now', async () => {
    const app = await testApp();
    const entry = await done(await byHand(app, app.clock.now() - 600_000));
    const answer = await verb(app, entry, 'approve', { version: entry.version, seconds: 601 });
    await expectProblem(answer, { status: 400, code: 'bad-request', field: 'seconds' });
  });
});

describe('GET /patients/{id}/minutes', () => {
  test("200: a month is the patient's: what begins at 23:30 of its last day is not of the next", async () => {
    const app = await testApp();
    // 31 October, 23:30 in New York
    await done(await byHand(app, Date.parse('2026-11-01T03:30:00Z')));
    expect(await month(app)).toMatchObject({ month: '2026-11', timeZone: 'America/New_York', items: [] });
    expect((await month(app, '?month=2026-10')).totals.waitingSeconds).toBe(600);
  });

  test('400: no month', async () => {
    const app = await testApp();
    const answer = await app.request(`${path}?month=2026-13`);
    await expectProblem(answer, { status: 400, code: 'bad-request', field: 'month' });
  });
});

describe('GET /minutes', () => {
  const mine = { headers: { 'vigil-actor': 'Ana Ruiz' } };
  test("200: one's own that waits, latest first, page by page, with the patient", async () => {
    const app = await testApp();
    const from = app.clock.now() - 5 * hourMs;
    for (let n = 0; n < 3; n += 1) await done(await byHand(app, from + n * hourMs));
    await done(await byHand(app, from, {}, 'Bo Chen'));
    const get = async <T>(at: string) => done<T>(await app.request(at, mine));
    const all = await walk<MyMinutesBody>({ get }, '/api/v1/minutes?state=waiting', 2);
    expect(all.map(m => m.startedAt)).toEqual([2, 1, 0].map(n => iso(from + n * hourMs)));
    expect(new Set(all.map(m => `${m.by} ${m.patient.siteId}`))).toEqual(new Set(['Ana Ruiz P1']));
    const one = only(all.slice(0, 1));
    await done(await verb(app, one, 'approve', { version: one.version }));
    expect(await walk({ get }, '/api/v1/minutes', 9)).toHaveLength(2);
  });
});
