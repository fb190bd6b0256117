import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { dayMs, hourMs, minuteMs } from '../../src/domain/local-day.ts';
import { undoMs } from '../../src/worklist/undo-window.ts';
import { expectProblem, iso, only, start } from '../api/app.ts';
import { tasksApp } from './app.ts';

const dueAt = start + 2 * dayMs + 3 * hourMs;
const reached = { who: 'patient', channel: 'phone', reached: true };
const missed = { ...reached, reached: false };

/** A call of P1 that has just fallen due. */
const withCall = async () => {
  const app = await tasksApp();
  const task = await app.start('Call on day 2', dueAt);
  const { store } = app.running();
  // only a discharge starts calls
  await store.write(() =>
    store.db.update(store.t.careTask).set({ kind: 'call-day-2' }).where(eq(store.t.careTask.id, task.id)),
  );
  await app.at(dueAt);
  return { app, task, item: await app.openItem(1) };
};

describe('a contact that fulfils a task', () => {
  test('completes it in the same answer, and the line that told of it alone is done', async () => {
    const { app, task, item } = await withCall();
    const after = await app.act(item.id, 'log-contact', { ...reached, taskId: task.id });
    expect(after).toMatchObject({ state: 'closed', closedBy: 'system', contacts: [{ reached: true }] });
    expect(only(await app.tasks())).toMatchObject({
      state: 'done',
      outcome: 'reached the patient (phone)',
      doneBy: 'Ana Ruiz',
      attempts: [{ reached: true, who: 'patient' }],
    });
  });

  test('can be taken back: the task is open, its alert goes on, the line is as it was', async () => {
    const { app, task, item } = await withCall();
    const alert = await app.due();
    const after = await app.act(item.id, 'log-contact', { ...reached, taskId: task.id });
    const undone = await app.act(item.id, 'undo', { version: after.version });
    expect(undone).toMatchObject({ state: 'open', lane: 'tasks', resolved: false, contacts: [] });
    expect(await app.due()).toMatchObject({ id: alert.id, because: alert.because });
    expect(only(await app.tasks())).toMatchObject({ state: 'open', outcome: null, attempts: [] });
    expect((await app.audit()).map(a => a.action)).toContain('care-task.reopen');
  });

  test('of two due tasks leaves the other, and taking it back tells of both again', async () => {
    const { app, task, item } = await withCall();
    await app.start('Order strips', dueAt);
    const both = await app.due();
    const after = await app.act(item.id, 'log-contact', { ...reached, taskId: task.id });
    expect((await app.due()).because).toBe('Order strips, due 25 November');
    await app.act(item.id, 'undo', { version: after.version });
    expect((await app.due()).because).toBe(both.because);
  });

  test('with no line open, before the call is due, does it too: nothing comes later', async () => {
    const app = await tasksApp();
    const task = await app.start('Ring', dueAt);
    await app.posted('/patients/P1/contacts', { ...reached, taskId: task.id });
    expect(only(await app.tasks())).toMatchObject({ state: 'done' });
    await app.at(dueAt);
    expect(await app.hasItem(1)).toBe(false);
  });

  test.each([
    ['that reached nobody', missed, 'taskId'],
    ['with a task that is not there', { ...reached, taskId: 'tsk_none' }, 'id'],
  ])('%s is refused whole', async (_, body, field) => {
    const { app, task, item } = await withCall();
    const response = await app.verb(item.id, 'log-contact', { taskId: task.id, ...body });
    const status = field === 'id' ? 404 : 400;
    await expectProblem(response, { status, code: status === 404 ? 'not-found' : 'bad-request', field });
    expect((await app.openItem(1)).contacts).toEqual([]);
    expect(only(await app.tasks()).state).toBe('open');
  });

  test("with another patient's task is refused", async () => {
    const { app, item } = await withCall();
    const other = await app.start('Ring', dueAt + hourMs, 2);
    const response = await app.verb(item.id, 'log-contact', { ...reached, taskId: other.id });
    await expectProblem(response, { status: 400, code: 'bad-request', field: 'taskId' });
  });

  test('with a task that was done meanwhile is a conflict, and nothing is logged', async () => {
    const { app, task, item } = await withCall();
    await app.setTime(dueAt + minuteMs);
    await app.pressure(1, 75);
    await app.task('done', task, { outcome: 'x' }, 'Bo Chen');
    const response = await app.verb(item.id, 'log-contact', { ...reached, taskId: task.id });
    const problem = await expectProblem(response, { status: 409, code: 'conflict', field: null });
    expect(problem.conflict?.by).toBe('Bo Chen');
    expect((await app.openItem(1)).contacts).toEqual([]);
  });
});

describe('attempts that reached nobody', () => {
  test('are shown on the call, and leave it due; two may be said to be its outcome', async () => {
    const { app, task, item } = await withCall();
    await app.act(item.id, 'log-contact', missed);
    await app.setTime(dueAt + hourMs);
    await app.act(item.id, 'log-contact', { ...missed, who: 'provider' });
    await app.act(item.id, 'log-contact', missed);
    expect(only(await app.tasks()).attempts.map(a => [a.reached, a.at])).toEqual([
      [false, iso(dueAt)],
      [false, iso(dueAt + hourMs)],
    ]);
    await app.task('done', task, { outcome: 'two attempts, a message left' });
    await app.setTime(dueAt + 2 * hourMs + undoMs);
    await app.posted('/patients/P1/contacts', missed);
    expect(only(await app.tasks()).attempts).toHaveLength(2);
  });
});
