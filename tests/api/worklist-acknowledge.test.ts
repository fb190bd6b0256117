import { describe, expect, test } from 'vitest';
import { expectProblem, testApp } from './app.ts';
import { describeJsonRefusals, describeRefusals } from './refusals.ts';

const route = { method: 'POST', path: '/api/v1/worklist/wli_none/acknowledge', body: {} } as const;

describe('POST /worklist/{id}/acknowledge', () => {
  test('200: answers with the item as it now is', async () => {
    const app = await testApp();
    await app.pressure(1, 75);
    const { id } = await app.openItem(1);
    expect(await app.act(id, 'acknowledge', { version: 1 }, 'Jos%C3%A9 Peña')).toMatchObject({
      id,
      version: 2,
      state: 'acknowledged',
      acknowledgedBy: 'José Peña',
      owner: 'José Peña',
      acknowledgedAt: '2026-11-23T12:01:00.000Z',
    });
  });

  test('400: a version that is no number', async () => {
    const app = await testApp({ patients: 0 });
    await expectProblem(await app.verb('wli_none', 'acknowledge', { version: 'two' }), {
      status: 400,
      code: 'bad-request',
      field: 'version',
    });
  });

  test('404: an item nobody has', async () => {
    const app = await testApp({ patients: 0 });
    await expectProblem(await app.verb('wli_none', 'acknowledge'), {
      status: 404,
      code: 'not-found',
      field: 'id',
    });
  });

  test('409: somebody acknowledged it first', async () => {
    const app = await testApp();
    await app.pressure(1, 75);
    const { id } = await app.openItem(1);
    await app.act(id, 'acknowledge', {}, 'Ana Ruiz');
    const problem = await expectProblem(await app.verb(id, 'acknowledge', {}, 'Bo Chen'), {
      status: 409,
      code: 'conflict',
      field: null,
    });
    expect(problem.conflict).toEqual({
      by: 'Ana Ruiz',
      at: '2026-11-23T12:01:00.000Z',
      state: 'acknowledged',
    });
  });

  describeRefusals(route);
  describeJsonRefusals(route);
});
