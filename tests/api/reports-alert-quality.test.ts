import { describe, expect, test } from 'vitest';
import type { AlertQualityBody } from '../../src/contract/alert-quality.ts';
import { dayMs } from '../../src/domain/local-day.ts';
import { expectProblem, only, reviewsFor, type TestApp, testApp } from './app.ts';

const path = '/api/v1/reports/alert-quality';
const ask = async (app: TestApp, query = '?program=heart-failure') =>
  only((await app.get<AlertQualityBody>(path + query)).programs);

const closeOne = async (app: TestApp, n: number, said: { verdict: string; action: string }) => {
  const item = await app.openItem(n);
  return app.act(item.id, 'close', { version: item.version, reviews: reviewsFor(item, said) });
};

/** P1's low pressure was real and told to the provider, P2's was the cuff's; P3's is open still. */
const closed = async () => {
  const app = await testApp({ patients: 3 });
  for (const n of [1, 2, 3]) await app.pressure(n, 75);
  await closeOne(app, 1, { verdict: 'true', action: 'informed-provider' });
  await closeOne(app, 2, { verdict: 'technique', action: 'device-help' });
  return app;
};

describe('GET /reports/alert-quality', () => {
  test('200: counts what people closed and coded, says no share of so few, and shows no patient', async () => {
    const app = await closed();
    const body = await app.get<AlertQualityBody>(path);
    expect(body).toMatchObject({ source: 'from closures', fewest: 30 });
    expect(body.programs.map(p => [p.program, p.closed, p.coded])).toEqual([
      ['diabetes', 0, 0],
      ['heart-failure', 2, 2],
      ['hypertension', 0, 0],
    ]);
    const { rules, ...figures } = await ask(app);
    expect(figures).toMatchObject({ uncodedShare: 0, ppv: null, hidden: 'fewer than 30 coded closures' });
    expect(rules).toMatchObject([{ id: 'bp-low', title: 'Low blood pressure', closed: 2, coded: 2 }]);
    expect(JSON.stringify(body)).not.toMatch(/pat_|wli_|P1/);
  });

  test('200: what was closed earlier than asked is left out, and what was reopened is not closed', async () => {
    const app = await closed();
    const third = await closeOne(app, 3, { verdict: 'true', action: 'watching' });
    expect(await ask(app)).toMatchObject({ closed: 3 });
    await app.act(third.id, 'reopen', { version: third.version });
    expect(await ask(app)).toMatchObject({ closed: 2 });
    await app.setTime(app.clock.now() + 3 * dayMs);
    expect(await ask(app, '?program=heart-failure&days=2')).toMatchObject({ closed: 0 });
    expect(await ask(app, '?program=heart-failure&days=4')).toMatchObject({ closed: 2 });
  });

  test.each([
    ['?days=0', 'days'],
    ['?days=731', 'days'],
    ['?weeks=3', 'weeks'],
  ])('400: %s', async (query, field) => {
    const app = await testApp({ patients: 0 });
    await expectProblem(await app.request(path + query), { status: 400, code: 'bad-request', field });
  });

  test('404: a program that is not there', async () => {
    const app = await testApp({ patients: 0 });
    const answer = await app.request(`${path}?program=nobody`);
    await expectProblem(answer, { status: 404, code: 'not-found', field: 'program' });
  });
});
