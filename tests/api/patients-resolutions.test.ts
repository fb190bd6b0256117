import { describe, expect, test } from 'vitest';
import type { ResolutionBody } from '../../src/contract/readings.ts';
import { expectProblem, testApp, walk } from './app.ts';

const path = (n: number) => `/api/v1/patients/P${n}/resolutions`;

describe('GET /patients/{id}/resolutions', () => {
  test('200: what was decided, newest first, with the reading before and after; of both patients', async () => {
    const app = await testApp();
    for (const [kg, body] of [
      [400, { decision: 'correct', values: { weightKg: 80 } }],
      [500, { decision: 'reassign', patient: 'P2' }],
    ] as const) {
      const { readingId } = (await app.weight(1, kg)) as { readingId: string };
      expect((await app.post(`/api/v1/readings/${readingId}/resolve`, body)).status).toBe(200);
    }
    const ofFirst = await walk<ResolutionBody>(app, path(1), 1);
    expect(ofFirst.map(r => [r.decision, r.before.weightKg, r.after?.weightKg])).toEqual([
      ['reassign', 500, 500],
      ['correct', 400, 80],
    ]);
    expect((await walk<ResolutionBody>(app, path(2), 10)).map(r => r.decision)).toEqual(['reassign']);
  });

  test('404: a patient nobody has', async () => {
    const app = await testApp();
    await expectProblem(await app.request(path(9)), { status: 404, code: 'not-found', field: 'id' });
  });

  test.each([
    ['?limit=0', 'limit'],
    ['?cursor=nonsense', 'cursor'],
  ])('400: %s is refused, naming the field %s', async (query, field) => {
    const app = await testApp();
    const response = await app.request(`${path(1)}${query}`);
    await expectProblem(response, { status: 400, code: 'bad-request', field });
  });
});
