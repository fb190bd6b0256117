import { describe, expect, test } from 'vitest';
import type { WhatIfBody } from '../../src/contract/what-if.ts';
import { bodyAs, expectProblem, testApp } from './app.ts';
import { describeJsonRefusals } from './refusals.ts';

const path = '/api/v1/patients/P1/limits/what-if';
const low = { key: 'limits.lowSystolicMmHg', value: 84 };

describe('POST /patients/{id}/limits/what-if', () => {
  test('200: says both sides, and sets nothing', async () => {
    const app = await testApp();
    await app.pressure(1, 85);
    const response = await app.post(path, { ...low, days: 30 });
    expect(response.status, await response.clone().text()).toBe(200);
    const body = await bodyAs<WhatIfBody>(response);
    expect(body).toMatchObject({ key: low.key, days: 30, value: { now: 90, proposed: 84 } });
    expect(body.sentence).toMatch(
      /^at 90 → 84 this patient would have had \d+ alerts? instead of \d+ in 30 days$/,
    );
    expect(await app.get('/api/v1/patients/P1/limits')).toMatchObject({ own: [] });
  });

  test.each([
    ['a key of nothing', { key: 'limits.nothing' }, 'key'],
    ['a value out of reach', { value: 12 }, 'value'],
    ['a value that crosses another limit', { value: 79 }, 'value'],
    ['more days than are replayed here', { days: 181 }, 'days'],
  ])('400: %s', async (_, over, field) => {
    const app = await testApp();
    const answer = await app.post(path, { ...low, ...over });
    await expectProblem(answer, { status: 400, code: 'bad-request', field });
  });

  test('422: a key that the program has locked', async () => {
    const app = await testApp();
    await app.post('/api/v1/programs/heart-failure/rule-sets', {
      ...{ version: 1, waiver: 'agreed by the lead', locked: [low.key] },
    });
    await expectProblem(await app.post(path, low), { status: 422, code: 'not-allowed-now', field: 'key' });
  });

  test('404: no such patient', async () => {
    const app = await testApp({ patients: 0 });
    await expectProblem(await app.post(path, low), { status: 404, code: 'not-found', field: 'id' });
  });

  describeJsonRefusals({ method: 'POST', path, body: low });
});
