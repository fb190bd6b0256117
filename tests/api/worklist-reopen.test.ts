import { describe, expect, test } from 'vitest';
import { dayMs } from '../../src/domain/local-day.ts';
import { expectProblem, testApp } from './app.ts';
import { describeJsonRefusals, describeRefusals } from './refusals.ts';

const closedItem = async () => {
  const app = await testApp();
  await app.pressure(1, 75);
  const item = await app.close(await app.openItem(1));
  return { app, item };
};

const route = { method: 'POST', path: '/api/v1/worklist/wli_none/reopen', body: {} } as const;

describe('POST /worklist/{id}/reopen', () => {
  test('200: the item is open again; what was reviewed on it stays reviewed', async () => {
    const { app, item } = await closedItem();
    const reopened = await app.act(item.id, 'reopen', { why: 'wrong patient closed', version: 2 }, 'Bo Chen');
    expect(reopened).toMatchObject({
      id: item.id,
      version: 3,
      state: 'open',
      severity: 'urgent',
      closedBy: null,
      closedAt: null,
      notes: [{ text: 'Reopened: wrong patient closed', by: 'Bo Chen' }],
      alerts: [{ needsReview: false, review: { by: 'Ana Ruiz' } }],
      undo: { verb: 'reopen', by: 'Bo Chen' },
    });
    expect((await app.worklist()).items.map(i => i.id)).toEqual([item.id]);
    expect((await app.outbox()).map(e => e.kind)).toContain('worklist-item.opened');
  });

  test.each([
    ['a why of more than 1,000 characters', { why: 'x'.repeat(1_001) }, 'why'],
    ['a version that is no number', { version: 'x' }, 'version'],
  ])('400: %s', async (_, body, field) => {
    const app = await testApp({ patients: 0 });
    await expectProblem(await app.verb('wli_none', 'reopen', body), {
      status: 400,
      code: 'bad-request',
      field,
    });
  });

  test('404: an item nobody has', async () => {
    const app = await testApp({ patients: 0 });
    await expectProblem(await app.verb('wli_none', 'reopen', {}), {
      status: 404,
      code: 'not-found',
      field: 'id',
    });
  });

  test('409: an item that is open', async () => {
    const { app, item } = await closedItem();
    await app.act(item.id, 'reopen', {}, 'Bo Chen');
    const problem = await expectProblem(await app.verb(item.id, 'reopen'), {
      status: 409,
      code: 'conflict',
      field: null,
    });
    expect(problem.detail).toMatch(/^Bo Chen reopened this item/);
  });

  test('409: another item of the patient is open, and is named', async () => {
    const { app, item } = await closedItem();
    await app.glucose(1, 50);
    const other = await app.openItem(1);
    const problem = await expectProblem(await app.verb(item.id, 'reopen'), {
      status: 409,
      code: 'conflict',
      field: 'id',
    });
    expect(problem.remedy).toContain(other.id);
    expect(problem.conflict).toMatchObject({ by: 'system', state: 'open' });
  });

  test('422: an earlier item of the patient; the latest is named', async () => {
    const { app, item } = await closedItem();
    await app.glucose(1, 50);
    const latest = await app.close(await app.openItem(1));
    const problem = await expectProblem(await app.verb(item.id, 'reopen'), {
      status: 422,
      code: 'not-allowed-now',
      field: 'id',
    });
    expect(problem.remedy).toContain(latest.id);
  });

  test('422: an item closed more than 14 days ago', async () => {
    const app = await testApp();
    await app.pressure(1, 75);
    for (let i = 0; i < 2; i++) await app.pressure(1, 120);
    const item = await app.close(await app.openItem(1));
    const closedAt = app.clock.now();
    await app.setTime(closedAt + 14 * dayMs + 1);
    await expectProblem(await app.verb(item.id, 'reopen'), {
      status: 422,
      code: 'not-allowed-now',
      field: 'closedAt',
    });
  });

  test('200: an item closed exactly 14 days ago', async () => {
    const app = await testApp();
    await app.pressure(1, 75);
    for (let i = 0; i < 2; i++) await app.pressure(1, 120);
    const item = await app.close(await app.openItem(1));
    await app.setTime(app.clock.now() + 14 * dayMs);
    expect(await app.act(item.id, 'reopen')).toMatchObject({ state: 'open' });
  });

  describeRefusals(route);
  describeJsonRefusals(route);
});
