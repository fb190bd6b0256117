import { describe, expect, test } from 'vitest';
import type { ProgramBody } from '../../src/contract/programs.ts';
import { defaultLimits, programLimits } from '../../src/rules/limits.ts';
import { testApp } from './app.ts';

describe('GET /programs', () => {
  test('200: the shipped programs with their limits, before anything is set', async () => {
    const app = await testApp({ patients: 0 });
    const { items, next } = await app.get<{ items: ProgramBody[]; next: null }>('/api/v1/programs');
    expect(items.map(p => p.id)).toEqual(['diabetes', 'heart-failure', 'hypertension']);
    expect(items[0]).toEqual({
      id: 'diabetes',
      name: 'Diabetes',
      limits: programLimits.diabetes,
      limitsVersion: 1,
      rankBy: 'blend',
    });
    expect(next).toBeNull();
  });

  test('200: a restart keeps the limits that a site has set', async () => {
    const app = await testApp({ patients: 0 });
    const limits = { ...defaultLimits, missedDays: 3 };
    const body = { name: 'Diabetes', limits, waiver: 'agreed by the lead' };
    await app.request('/api/v1/programs/diabetes', { method: 'PUT', body });
    await app.restart();
    const { items } = await app.get<{ items: ProgramBody[] }>('/api/v1/programs');
    expect(items.find(p => p.id === 'diabetes')).toMatchObject({
      limits: { missedDays: 3 },
      limitsVersion: 2,
    });
  });
});
