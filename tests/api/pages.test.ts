import { describe, expect, test } from 'vitest';
import { tellNobody } from '../../src/attendance/tell.ts';
import type { PageBody } from '../../src/contract/pages.ts';
import { expectProblem, iso, start, testApp, walk } from './app.ts';

const path = '/api/v1/pages';

describe('GET /pages', () => {
  test('200: who was told of what, by program, item, person, state and reason, the latest first', async () => {
    const app = await testApp({ patients: 0 });
    const { store } = app.running();
    const tellOf = (
      programId: string,
      itemId: string,
      to: string | null,
      state: 'nobody' | 'held',
      step: number,
    ) => {
      const matter = {
        programId,
        reason: 'unacknowledged',
        severity: 'critical',
        itemId,
        patientId: 'pat_1',
      } as const;
      return store.write(() => tellNobody(store, matter, { step, to }, state, start));
    };
    await tellOf('heart-failure', 'wli_1', null, 'held', 1);
    await tellOf('heart-failure', 'wli_1', 'Ana Ruiz', 'nobody', 2);
    await tellOf('diabetes', 'wli_2', null, 'nobody', 3);
    const steps = async (query = '') =>
      (await walk<PageBody>(app, `${path}${query}`, 2)).map(page => page.step);
    expect(await steps()).toEqual([3, 2, 1]);
    expect(await steps('?program=diabetes')).toEqual([3]);
    expect(await steps('?item=wli_1')).toEqual([2, 1]);
    expect(await steps('?to=Ana%20Ruiz')).toEqual([2]);
    expect(await steps('?state=held')).toEqual([1]);
    expect(await steps('?reason=hand-off')).toEqual([]);
    const [page] = await walk<PageBody>(app, `${path}?state=held`, 2);
    expect(page).toEqual({
      id: expect.stringMatching(/^pge_/),
      programId: 'heart-failure',
      reason: 'unacknowledged',
      state: 'held',
      itemId: 'wli_1',
      incidentId: null,
      handoffId: null,
      severity: 'critical',
      step: 1,
      to: null,
      delivery: null,
      note: null,
      at: iso(start),
      answeredAt: null,
      answeredBy: null,
    });
  });

  test('400: a state that is none', async () => {
    const app = await testApp({ patients: 0 });
    await expectProblem(await app.request(`${path}?state=gone`), {
      status: 400,
      code: 'bad-request',
      field: 'state',
    });
  });
});
