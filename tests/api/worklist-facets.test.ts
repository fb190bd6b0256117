import { describe, expect, test } from 'vitest';
import type { FacetsBody } from '../../src/contract/views.ts';
import { putPatients } from '../worklist/rows.ts';
import { testApp } from './app.ts';
import { person } from './sign-in.ts';

const path = '/api/v1/worklist-facets';

describe('GET /worklist-facets', () => {
  test('200: nothing is open', async () => {
    const app = await testApp();
    expect(await app.get<FacetsBody>(path)).toEqual({
      programs: [],
      owners: [],
      nobodys: 0,
      sites: [],
      tags: [],
    });
  });

  test('200: what open items have, each with how many, by name', async () => {
    const app = await testApp({ patients: 4 });
    for (const n of [1, 2, 3]) await app.pressure(n, 85);
    await putPatients(app, [
      { site: 'South', tags: ['frail', 'alone'] },
      { site: 'North', tags: ['frail'] },
      { site: null, tags: [] },
      { site: 'East', tags: ['never'] },
    ]);
    await app.act((await app.openItem(1)).id, 'assign', { to: 'Bo Chen' });
    await app.act((await app.openItem(2)).id, 'snooze', { until: '2026-11-23T14:00:00Z' });
    expect(await app.get<FacetsBody>(path)).toEqual({
      programs: [{ name: 'heart-failure', items: 3 }],
      owners: [{ name: 'Bo Chen', items: 1 }],
      nobodys: 2,
      sites: [
        { name: 'North', items: 1 },
        { name: 'South', items: 1 },
      ],
      tags: [
        { name: 'alone', items: 1 },
        { name: 'frail', items: 2 },
      ],
    });
  });

  test('200: nothing of other programs', async () => {
    const app = await testApp();
    await app.pressure(1, 85);
    const call = await person(app, 'dia', ['case-manager'], { programs: ['diabetes'] });
    expect(await (await call('/worklist-facets')).json()).toMatchObject({ programs: [], nobodys: 0 });
  });
});
