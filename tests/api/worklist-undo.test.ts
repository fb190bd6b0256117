import { describe, expect, test } from 'vitest';
import { bodyAs, expectProblem, reviewsFor, testApp } from './app.ts';
import { describeJsonRefusals, describeRefusals } from './refusals.ts';

const acknowledged = async () => {
  const app = await testApp();
  await app.pressure(1, 75);
  const before = await app.openItem(1);
  await app.act(before.id, 'acknowledge');
  return { app, before, id: before.id };
};

const route = { method: 'POST', path: '/api/v1/worklist/wli_none/undo', body: {} } as const;

describe('POST /worklist/{id}/undo', () => {
  test('200: the item is as it was, but for its version', async () => {
    const { app, before, id } = await acknowledged();
    expect(await app.act(id, 'undo', { version: 2 })).toEqual({ ...before, version: 3 });
  });

  test('200: within ten seconds', async () => {
    const { app, id } = await acknowledged();
    await app.setTime(app.clock.now() + 9_999);
    expect(await app.act(id, 'undo')).toMatchObject({ state: 'open', owner: null });
  });

  test.each([
    ['a version that is no number', { version: 'x' }, 'version'],
    ['anything said with it', { verb: 'acknowledge' }, 'verb'],
  ])('400: %s', async (_, body, field) => {
    const app = await testApp({ patients: 0 });
    await expectProblem(await app.verb('wli_none', 'undo', body), {
      status: 400,
      code: 'bad-request',
      field,
    });
  });

  test('404: an item nobody has', async () => {
    const app = await testApp({ patients: 0 });
    await expectProblem(await app.verb('wli_none', 'undo', {}), {
      status: 404,
      code: 'not-found',
      field: 'id',
    });
  });

  test('409: ten seconds have passed', async () => {
    const { app, id } = await acknowledged();
    await app.setTime(app.clock.now() + 10_000);
    expect((await app.item(id)).undo).toBeNull();
    await expectProblem(await app.verb(id, 'undo'), { status: 409, code: 'too-late', field: 'id' });
    expect((await app.item(id)).state).toBe('acknowledged');
  });

  const conflict = { status: 409, code: 'conflict', field: null };

  test('409: another did it', async () => {
    const { app, id } = await acknowledged();
    const problem = await expectProblem(await app.verb(id, 'undo', {}, 'Bo Chen'), conflict);
    expect(problem.detail).toMatch(/^Ana Ruiz acknowledged this item/);
  });

  test('409: another has done something since', async () => {
    const { app, id } = await acknowledged();
    await app.act(id, 'note', { text: 'seen' }, 'Bo Chen');
    const problem = await expectProblem(await app.verb(id, 'undo'), conflict);
    expect(problem.detail).toMatch(/^Bo Chen wrote a note on this item/);
  });

  test('409: a new alert has come since', async () => {
    const app = await testApp();
    await app.pressure(1, 75);
    const { id } = await app.openItem(1);
    app.clock.set(app.clock.now() + 55_000);
    await app.act(id, 'acknowledge');
    const measuredAt = new Date(app.clock.now()).toISOString();
    await app.setTime(app.clock.now() + 5_000);
    await app.send('meter-1', 'glucose', { measuredAt, value: 50, unit: 'mg/dL' });
    await app.idle();
    expect((await app.item(id)).undo).toBeNull();
    const problem = await expectProblem(await app.verb(id, 'undo'), conflict);
    expect(problem.detail).toMatch(/^a new or worse alert changed this item/);
  });

  test('409: it was taken back already, by the same person at the same moment', async () => {
    const { app, id } = await acknowledged();
    const responses = await Promise.all([1, 2, 3].map(() => app.verb(id, 'undo', { version: 2 })));
    expect(responses.map(r => r.status).sort()).toEqual([200, 409, 409]);
    const [loser] = responses.filter(r => r.status === 409);
    const { detail } = await bodyAs<{ detail: string }>(loser as Response);
    expect(detail).toMatch(/^Ana Ruiz took something back on this item/);
  });

  test('409: a close, when another item of the patient has opened since', async () => {
    const app = await testApp();
    await app.pressure(1, 75);
    const item = await app.openItem(1);
    await app.act(item.id, 'close', { reviews: reviewsFor(item) });
    const measuredAt = new Date(app.clock.now()).toISOString();
    await app.setTime(app.clock.now() + 5_000);
    await app.send('meter-1', 'glucose', { measuredAt, value: 50, unit: 'mg/dL' });
    await app.idle();
    const other = await app.openItem(1);
    const problem = await expectProblem(await app.verb(item.id, 'undo'), { ...conflict, field: 'id' });
    expect(problem.remedy).toContain(other.id);
    expect((await app.item(item.id)).state).toBe('closed');
  });

  test('422: nobody has done anything', async () => {
    const app = await testApp();
    await app.pressure(1, 75);
    await expectProblem(await app.verb((await app.openItem(1)).id, 'undo'), {
      status: 422,
      code: 'not-allowed-now',
      field: 'id',
    });
  });

  describeRefusals(route);
  describeJsonRefusals(route);
});
