import { describe, expect, test } from 'vitest';
import type { DeviceBody } from '../../src/contract/devices.ts';
import { expectProblem, testApp, walk } from './app.ts';

const path = '/api/v1/devices';

describe('GET /devices', () => {
  test('200: pages hold every device exactly once, by id', async () => {
    const app = await testApp({ patients: 3 });
    const ids = (await walk<DeviceBody>(app, path, 4)).map(d => d.id);
    expect(ids).toEqual(
      ['shared', ...[1, 2, 3].flatMap(n => [`cuff-${n}`, `meter-${n}`, `scale-${n}`])].sort(),
    );
  });

  test('200: an empty list before any roster', async () => {
    const app = await testApp({ patients: 0 });
    expect(await app.get(path)).toEqual({ items: [], next: null });
  });

  test.each([
    ['?limit=0', 'limit'],
    ['?limit=1001', 'limit'],
    ['?cursor=nonsense', 'cursor'],
    ['?cursor=WzEsMl0', 'cursor'],
  ])('400: %s is refused, naming the field %s', async (query, field) => {
    const app = await testApp({ patients: 0 });
    await expectProblem(await app.request(`${path}${query}`), { status: 400, code: 'bad-request', field });
  });
});
