import { describe, expect, test } from 'vitest';
import type { StepsBody } from '../../src/contract/steps.ts';
import { minuteMs } from '../../src/domain/local-day.ts';
import { alertOf, bodyAs, expectProblem, iso, reviewsFor, start, testApp } from '../api/app.ts';
import { refuseAudit } from '../worklist/rows.ts';

/** P1 with an urgent low. */
const lowApp = async () => {
  const app = await testApp();
  await app.pressure(1, 75);
  const item = await app.openItem(1);
  const tick = (body: Record<string, unknown>, actor = 'Ana Ruiz') =>
    app.post(
      `/api/v1/worklist/${item.id}/steps`,
      { ruleId: 'bp-low', step: 0, done: true, ...body },
      { actor },
    );
  const steps = async () => alertOf(await app.openItem(1), 'bp-low').steps;
  return { ...app, opened: item, tick, steps };
};

describe('POST /worklist/{id}/steps', () => {
  test('200: the step is ticked, by whom and when, on the item and in the answer', async () => {
    const app = await lowApp();
    expect((await app.steps()).every(s => s.doneBy === null && s.doneAt === null)).toBe(true);
    const { steps } = await bodyAs<StepsBody>(await app.tick({ step: 1 }));
    expect(steps[1]).toMatchObject({ doneBy: 'Ana Ruiz', doneAt: iso(start + minuteMs) });
    expect(await app.steps()).toEqual(steps);
    expect((await app.steps())[0]?.doneBy).toBeNull();
    expect((await app.audit()).at(-1)).toMatchObject({
      action: 'worklist-item.tick-step',
      detail: { ruleId: 'bp-low', step: 1 },
    });
  });

  test('200: the tick is taken away again', async () => {
    const app = await lowApp();
    await app.tick({});
    await app.tick({ done: false });
    expect((await app.steps())[0]).toMatchObject({ doneBy: null, doneAt: null });
    expect((await app.audit()).at(-1)?.action).toBe('worklist-item.untick-step');
  });

  test('200: ticked twice it is of who was first, and told once', async () => {
    const app = await lowApp();
    await app.tick({});
    const audit = await app.audit();
    await app.tick({}, 'Bo Chen');
    expect((await app.steps())[0]?.doneBy).toBe('Ana Ruiz');
    expect(await app.audit()).toHaveLength(audit.length);
  });

  test("200: no other's verb is in conflict with a tick", async () => {
    const app = await lowApp();
    await app.tick({}, 'Bo Chen');
    expect((await app.openItem(1)).version).toBe(app.opened.version);
    await app.act(app.opened.id, 'acknowledge', { version: app.opened.version });
  });

  test('a new item begins with no step ticked', async () => {
    const app = await lowApp();
    await app.tick({});
    await app.act(app.opened.id, 'close', { reviews: reviewsFor(app.opened) });
    await app.setTime(start + 26 * 60 * minuteMs);
    await app.pressure(1, 74);
    expect((await app.openItem(1)).id).not.toBe(app.opened.id);
    expect((await app.steps())[0]?.doneBy).toBeNull();
  });

  test.each([
    ['a rule of which no alert is on the item', { ruleId: 'bp-severe' }, 'ruleId'],
    ['a step that the rule has not', { step: 99 }, 'step'],
    ['a step before the first', { step: -1 }, 'step'],
    ['neither done nor not', { done: 'maybe' }, 'done'],
  ])('400: %s', async (_, body, field) => {
    const app = await lowApp();
    await expectProblem(await app.tick(body), { status: 400, code: 'bad-request', field });
  });

  test('404: an item nobody has', async () => {
    const app = await lowApp();
    const body = { ruleId: 'bp-low', step: 0, done: true };
    const response = await app.post('/api/v1/worklist/wli_none/steps', body);
    await expectProblem(response, { status: 404, code: 'not-found', field: 'id' });
  });

  test('409: an item that somebody closed', async () => {
    const app = await lowApp();
    await app.act(app.opened.id, 'close', { reviews: reviewsFor(app.opened) }, 'Bo Chen');
    const problem = await expectProblem(await app.tick({}), { status: 409, code: 'conflict', field: null });
    expect(problem.conflict?.by).toBe('Bo Chen');
  });

  test('is kept whole or not at all', async () => {
    const app = await lowApp();
    await refuseAudit(app);
    expect((await app.tick({})).status).toBe(500);
    expect((await app.steps())[0]?.doneBy).toBeNull();
    expect((await app.openItem(1)).alerts).toHaveLength(app.opened.alerts.length);
  });
});
