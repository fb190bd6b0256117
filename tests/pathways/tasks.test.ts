import { describe, expect, test } from 'vitest';
import { dayMs, hourMs, minuteMs } from '../../src/domain/local-day.ts';
import { expectProblem, iso, only, review, start, walk } from '../api/app.ts';
import { tasksApp } from './app.ts';

const tenOClock = start + 2 * dayMs + 3 * hourMs;
const pathOf = (id: string, verb: string) => `/api/v1/tasks/${id}/${verb}`;

/** One task of P1, due on Wednesday 25 November at 10:00 in New York. */
const withTask = async (title = 'Ask after the new scale') => {
  const app = await tasksApp();
  const task = await app.start(title, tenOClock);
  return { app, task };
};

describe('a task that falls due', () => {
  test('comes onto the worklist then, in a lane of its own, and says what is due', async () => {
    const { app, task } = await withTask();
    await app.at(tenOClock - 1);
    expect(await app.hasItem(1)).toBe(false);
    await app.at(tenOClock);
    expect(await app.openItem(1)).toMatchObject({
      lane: 'tasks',
      severity: 'warning',
      state: 'open',
      slaDueAt: '2026-11-26T05:00:00.000Z',
    });
    expect(await app.due()).toMatchObject({
      ruleTitle: 'A task is due',
      concern: 'task',
      because: 'Ask after the new scale, due 25 November',
      isNotice: true,
      isDuty: true,
      needsReview: false,
    });
    expect(only(await app.tasks())).toMatchObject({ id: task.id, isDue: true, state: 'open' });
    expect((await app.worklist('?lane=tasks')).byLane).toMatchObject({ tasks: 1, clinical: 0 });
  });

  test('that is due at once is on the worklist in the same answer', async () => {
    const app = await tasksApp();
    const task = await app.start('Ring back', start);
    expect(task.openItemId).toBe((await app.openItem(1)).id);
  });

  test('is raised after a restart, though it fell due while nothing ran', async () => {
    const { app } = await withTask();
    app.clock.set(tenOClock + hourMs);
    await app.restart();
    await app.settle();
    expect((await app.due()).because).toContain('Ask after the new scale');
  });

  test('beside another is told of in the same alert; that one more is due breaks a snooze', async () => {
    const { app } = await withTask();
    await app.start('Order strips', tenOClock + 4 * hourMs);
    await app.at(tenOClock);
    const item = await app.openItem(1);
    await app.act(item.id, 'snooze', { until: iso(tenOClock + 8 * hourMs) });
    await app.at(tenOClock + 4 * hourMs);
    expect(await app.openItem(1)).toMatchObject({ id: item.id, snoozedUntil: null });
    expect((await app.due()).because).toBe(
      'Ask after the new scale, due 25 November; Order strips, due 25 November',
    );
  });

  test('joins the line of a clinical alert, which stays clinical', async () => {
    const { app } = await withTask();
    await app.setTime(tenOClock - 2 * minuteMs);
    await app.pressure(1, 75);
    await app.at(tenOClock);
    const item = await app.openItem(1);
    expect(item).toMatchObject({ lane: 'clinical', severity: 'urgent' });
    expect(item.alerts.map(a => a.ruleId).sort()).toEqual(['bp-low', 'care-task']);
  });

  test.each(['in-hospital', 'ended'])(
    'waits while the patient is %s, and is told of when that is over',
    async status => {
      const { app } = await withTask();
      await app.posted('/patients/P1/status', { status, reason: 'as told' });
      await app.at(tenOClock + hourMs);
      expect(await app.hasItem(1)).toBe(false);
      await app.posted('/patients/P1/status', { status: 'active' });
      await app.settle();
      expect((await app.due()).because).toContain('Ask after the new scale');
    },
  );
});

describe('done, cancelled or moved, a task', () => {
  test('leaves the worklist with its line, also one that somebody had taken up', async () => {
    const { app, task } = await withTask();
    await app.at(tenOClock);
    const item = await app.openItem(1);
    await app.act(item.id, 'acknowledge');
    expect(await app.task('done', task, { outcome: 'the scale works' })).toMatchObject({
      state: 'done',
      isDue: false,
      outcome: 'the scale works',
      doneBy: 'Ana Ruiz',
      doneAt: iso(tenOClock),
      version: 2,
      openItemId: null,
    });
    expect(await app.item(item.id)).toMatchObject({ state: 'closed', closedBy: 'system' });
    expect(only(await app.alerts(1))).toMatchObject({ state: 'ended', endReason: 'cleared', review: null });
    expect((await app.audit()).map(a => a.action)).toContain('care-task.done');
    expect((await app.outbox()).filter(e => e.kind === 'task.changed')).toHaveLength(2);
  });

  test('stays on the line while a provider is awaited about it', async () => {
    const { app, task } = await withTask();
    await app.at(tenOClock);
    const item = await app.openItem(1);
    await app.act(item.id, 'await-provider', { what: 'advice on the dose' });
    await app.task('done', task, { outcome: 'asked' });
    expect(await app.item(item.id)).toMatchObject({ state: 'open', resolved: true });
  });

  test('of two leaves the other on the line, told of alone, and is no news', async () => {
    const { app, task } = await withTask();
    await app.start('Order strips', tenOClock);
    await app.at(tenOClock);
    const { id, version } = await app.openItem(1);
    await app.task('cancel', task, { why: 'not needed' });
    expect((await app.due()).because).toBe('Order strips, due 25 November');
    expect(await app.openItem(1)).toMatchObject({ id, version });
    expect((await app.tasks()).map(t => [t.state, t.outcome])).toContainEqual(['cancelled', 'not needed']);
  });

  test('comes back at its new time as a new line, of who had the last one', async () => {
    const { app, task } = await withTask();
    await app.at(tenOClock);
    const item = await app.openItem(1);
    await app.act(item.id, 'acknowledge');
    const moved = await app.task('move', task, { dueAt: iso(tenOClock + dayMs) });
    expect(moved).toMatchObject({ state: 'open', isDue: false, dueAt: iso(tenOClock + dayMs) });
    expect(await app.hasItem(1)).toBe(false);
    await app.at(tenOClock + dayMs);
    const again = await app.openItem(1);
    expect(again.id).not.toBe(item.id);
    expect(again).toMatchObject({ owner: 'Ana Ruiz', lane: 'tasks' });
    expect((await app.due()).because).toContain('due 26 November');
  });

  test.each([
    ['done', { outcome: 'x' }],
    ['cancel', { why: 'x' }],
    ['move', { dueAt: iso(tenOClock + hourMs) }],
  ])('%s by two: the second learns who was first', async (verb, body) => {
    const { app, task } = await withTask();
    await app.task('done', task, { outcome: 'reached' }, 'Bo Chen');
    const response = await app.post(pathOf(task.id, verb), { version: task.version, ...body });
    const problem = await expectProblem(response, { status: 409, code: 'conflict', field: null });
    expect(problem.conflict).toEqual({ by: 'Bo Chen', at: iso(start), state: 'done' });
    expect(only(await app.tasks())).toMatchObject({ outcome: 'reached', doneBy: 'Bo Chen' });
  });

  test('moved meanwhile is not done by whoever saw the old time', async () => {
    const { app, task } = await withTask();
    await app.task('move', task, { dueAt: iso(tenOClock + hourMs) }, 'Bo Chen');
    const response = await app.post(pathOf(task.id, 'done'), { version: 1, outcome: 'x' });
    const problem = await expectProblem(response, { status: 409, code: 'conflict', field: null });
    expect(problem.conflict).toMatchObject({ by: 'Bo Chen', state: 'open' });
  });
});

describe('a close', () => {
  test('is refused while a task is due on the line, naming the task, and goes once it is done', async () => {
    const { app, task } = await withTask();
    await app.setTime(tenOClock - 2 * minuteMs);
    await app.pressure(1, 75);
    await app.at(tenOClock);
    const item = await app.openItem(1);
    const reviews = item.alerts.filter(a => a.needsReview).map(a => review(a.id));
    const problem = await expectProblem(await app.verb(item.id, 'close', { reviews }), {
      status: 422,
      code: 'not-allowed-now',
      field: 'tasks',
    });
    expect(problem.remedy).toBe(`do, move or cancel ${task.id} first`);
    await app.task('done', task, { outcome: 'asked' });
    expect(await app.act(item.id, 'close', { reviews })).toMatchObject({ state: 'closed' });
  });

  test('a review of a task does not make it quiet', async () => {
    const { app } = await withTask();
    await app.at(tenOClock);
    const item = await app.openItem(1);
    const alert = await app.due();
    const response = await app.verb(item.id, 'close', { reviews: [review(alert.id)] });
    await expectProblem(response, { status: 422, code: 'not-allowed-now', field: 'tasks' });
    expect(await app.due()).toMatchObject({ id: alert.id, review: null });
  });
});

describe('GET /tasks', () => {
  test('lists open tasks, the one due first on top, page by page, with a count that no page cuts', async () => {
    const { app, task } = await withTask();
    const later = await app.start('Later', tenOClock + dayMs, 2);
    const first = await app.start('First', start + hourMs, 2);
    const all = await walk<{ id: string }>(app, '/api/v1/tasks', 1);
    expect(all.map(t => t.id)).toEqual([first.id, task.id, later.id]);
    expect(await app.page('?limit=1')).toMatchObject({ total: 3 });
    expect((await app.page('?due=day')).items.map(t => t.id)).toEqual([first.id]);
    expect((await app.page('?due=week')).total).toBe(3);
    expect((await app.page('?due=now')).items).toEqual([]);
    expect((await app.page('?program=diabetes')).total).toBe(0);
    await app.task('done', later, { outcome: 'x' });
    expect((await app.page('?state=done')).items.map(t => t.id)).toEqual([later.id]);
    expect(only((await app.page('?due=day')).items).patient).toMatchObject({ siteId: 'P2' });
  });

  test('of a patient: all of them, the one due last on top, page by page', async () => {
    const { app, task } = await withTask();
    const later = await app.start('Later', tenOClock + dayMs);
    await app.start("another patient's", tenOClock, 2);
    await app.task('cancel', later, { why: 'x' });
    const all = await walk<{ id: string }>(app, '/api/v1/patients/P1/tasks', 1);
    expect(all.map(t => t.id)).toEqual([later.id, task.id]);
  });
});
