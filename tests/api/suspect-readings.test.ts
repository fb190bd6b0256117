import { describe, expect, test } from 'vitest';
import type { SuspectBody } from '../../src/contract/readings.ts';
import { expectProblem, iso, start, testApp, walk } from './app.ts';

const path = '/api/v1/suspect-readings';

const heavy = (app: Awaited<ReturnType<typeof testApp>>, at: number) =>
  app.send('scale-1', 'weight', { measuredAt: iso(at), value: 400, unit: 'kg' });

describe('GET /suspect-readings', () => {
  test('200: what waits for a person, with its reason and its patient; good readings do not', async () => {
    const app = await testApp();
    await heavy(app, start - 1);
    await app.weight(1, 80);
    const { items, next } = await app.get<{ items: SuspectBody[]; next: null }>(path);
    expect(items).toMatchObject([
      {
        deviceId: 'scale-1',
        weightKg: 400,
        suspect: 'weight 400 kg is outside the plausible 20–300',
        patient: { siteId: 'P1' },
      },
    ]);
    expect(next).toBeNull();
  });

  test('200: pages hold every reading exactly once', async () => {
    const app = await testApp();
    for (let i = 0; i < 5; i++) await heavy(app, start - i);
    const items = await walk<SuspectBody>(app, path, 2);
    expect(new Set(items.map(r => r.id)).size).toBe(5);
    expect(items).toHaveLength(5);
  });

  test.each([
    ['?limit=0', 'limit'],
    ['?cursor=nonsense', 'cursor'],
    ['?kind=weight', 'kind'],
  ])('400: %s is refused, naming the field %s', async (query, field) => {
    const app = await testApp({ patients: 0 });
    await expectProblem(await app.request(`${path}${query}`), { status: 400, code: 'bad-request', field });
  });
});
