import { describe, expect, test } from 'vitest';
import type { ProgramBody } from '../../src/contract/programs.ts';
import { defaultLimits } from '../../src/rules/limits.ts';
import { expectProblem, testApp } from './app.ts';
import { describeJsonRefusals, describeRefusals } from './refusals.ts';

const path = '/api/v1/programs/heart-failure';
const waiver = 'agreed in the quality circle';
const body = { name: 'Heart failure', limits: defaultLimits };
const route = { method: 'PUT', path, body } as const;

const programs = async (app: Awaited<ReturnType<typeof testApp>>) =>
  (await app.get<{ items: ProgramBody[] }>('/api/v1/programs')).items;

describe('PUT /programs/{id}', () => {
  test('422: nothing is ranked by deterioration while it is in shadow', async () => {
    const app = await testApp({ patients: 0 });
    const response = await app.request(path, {
      method: 'PUT',
      body: { ...body, waiver, rankBy: 'deterioration' },
    });
    await expectProblem(response, { status: 422, code: 'not-allowed-now', field: 'rankBy' });
    const settings = { version: 0, percents: [5, 10], capacity: null, alertEveryDays: 30 };
    const deterioration = { on: true, why: 'agreed in the quality circle' };
    await app.request(`${path}/risk-settings`, { method: 'PUT', body: { ...settings, deterioration } });
    const again = await app.request(path, {
      method: 'PUT',
      body: { ...body, waiver, rankBy: 'deterioration' },
    });
    expect(again.status).toBe(200);
  });

  test('200: new limits under the next version, with an audit row', async () => {
    const app = await testApp({ patients: 0 });
    const limits = { ...defaultLimits, severeSystolicMmHg: 185 };
    const response = await app.request(path, { method: 'PUT', body: { name: 'HF', limits, waiver } });
    expect(await response.json()).toEqual({
      id: 'heart-failure',
      name: 'HF',
      limits,
      limitsVersion: 2,
      rankBy: 'blend',
    });
    expect((await app.audit()).at(-1)).toMatchObject({
      actor: 'person:Ana Ruiz',
      action: 'program.put',
      subjectId: 'heart-failure',
      detail: { limitsVersion: 2, limits },
    });
  });

  test('200: a program of its own starts at version 1', async () => {
    const app = await testApp({ patients: 0 });
    const response = await app.request('/api/v1/programs/renal-2', { method: 'PUT', body });
    expect(await response.json()).toMatchObject({ id: 'renal-2', limitsVersion: 1 });
  });

  test('200: the next reading is judged by the new limits', async () => {
    const app = await testApp();
    await app.pressure(1, 85);
    const limits = { ...defaultLimits, lowSystolicMmHg: 84 };
    await app.request(path, { method: 'PUT', body: { name: 'HF', limits, waiver } });
    await app.pressure(2, 85);
    expect([await app.hasItem(1), await app.hasItem(2)]).toEqual([true, false]);
  });

  test.each([
    ['a limit that is no number', { limits: { ...defaultLimits, missedDays: '2' } }, 'limits.missedDays'],
    ['a limit out of reach', { limits: { ...defaultLimits, lowSystolicMmHg: 12 } }, 'limits.lowSystolicMmHg'],
    [
      'two limits that cross',
      { limits: { ...defaultLimits, severeSystolicMmHg: 165 } },
      'limits.severeSystolicMmHg',
    ],
    [
      'a glucose limit that is two values',
      { limits: { ...defaultLimits, glucoseHigh: { mgDl: 250, mmolL: 10 } } },
      'limits.glucoseHigh',
    ],
    ['a limit left out', { limits: { ...defaultLimits, missedDays: undefined } }, 'limits.missedDays'],
    ['a blank name', { name: ' ' }, 'name'],
    ['no limits', { limits: undefined }, 'limits'],
  ])('400: %s is refused whole, naming the field', async (_, over, field) => {
    const app = await testApp({ patients: 0 });
    const before = await programs(app);
    const response = await app.request(path, {
      method: 'PUT',
      body: { name: 'New', limits: defaultLimits, ...over },
    });
    await expectProblem(response, { status: 400, code: 'bad-request', field });
    expect(await programs(app)).toEqual(before);
    expect(await app.audit()).toEqual([]);
  });

  test('400: a limit that does not exist is named', async () => {
    const app = await testApp({ patients: 0 });
    const limits = { ...defaultLimits, severeSystolicMmhg: 180 };
    const problem = await expectProblem(
      await app.request(path, { method: 'PUT', body: { ...body, limits } }),
      {
        status: 400,
        code: 'bad-request',
        field: 'limits.severeSystolicMmhg',
      },
    );
    expect(problem.detail).toContain('severeSystolicMmhg');
  });

  test('400: an id that no route could carry', async () => {
    const app = await testApp({ patients: 0 });
    const response = await app.request('/api/v1/programs/Heart%20Failure', { method: 'PUT', body });
    await expectProblem(response, { status: 400, code: 'bad-request', field: 'id' });
  });

  describeRefusals(route);
  describeJsonRefusals(route);
});
