import { describe, expect, test } from 'vitest';
import type { UnownedBody } from '../../src/contract/readings.ts';
import { expectProblem, start, testApp, walk } from './app.ts';

const path = '/api/v1/unowned-readings';

const measureOnShared = (app: Awaited<ReturnType<typeof testApp>>, at: number, systolic: number) =>
  app.send('shared', 'blood-pressure', { measuredAt: at, systolic, diastolic: 80, unit: 'mm[Hg]' });

describe('GET /unowned-readings', () => {
  test('200: a reading of a shared device, with everyone it may belong to', async () => {
    const app = await testApp();
    await measureOnShared(app, start, 130);
    const { items, next } = await app.get<{ items: UnownedBody[]; next: null }>(path);
    expect(items).toMatchObject([{ deviceId: 'shared', systolicMmHg: 130, suspect: null }]);
    expect(items[0]?.candidates.map(c => c.id).sort()).toEqual(
      [(await app.patient(1)).id, (await app.patient(2)).id].sort(),
    );
    expect(next).toBeNull();
  });

  test('200: pages hold every reading exactly once', async () => {
    const app = await testApp();
    for (let i = 0; i < 5; i++) await measureOnShared(app, start - i, 130);
    const items = await walk<UnownedBody>(app, path, 2);
    expect(new Set(items.map(r => r.id)).size).toBe(5);
    expect(items).toHaveLength(5);
  });

  test.each([
    ['?limit=0', 'limit'],
    ['?cursor=nonsense', 'cursor'],
  ])('400: %s is refused, naming the field %s', async (query, field) => {
    const app = await testApp({ patients: 0 });
    await expectProblem(await app.request(`${path}${query}`), { status: 400, code: 'bad-request', field });
  });
});
