import { describe, expect, test } from 'vitest';
import type { ProgramBody } from '../../src/contract/programs.ts';
import { defaultLimits } from '../../src/rules/limits.ts';
import { alertOf, bodyAs, iso, type TestApp, testApp } from './app.ts';

const path = '/api/v1/programs/heart-failure';

const {
  lowPulsePerMin: _a,
  veryLowPulsePerMin: _b,
  lowClearPulsePerMin: _c,
  highPulsePerMin: _d,
  veryHighPulsePerMin: _e,
  highClearPulsePerMin: _f,
  weightAboveDryKg: _g,
  weightLossKg: _h,
  weightLossSystolicMmHg: _i,
  ...first
} = defaultLimits;

const storeFirstLimits = async (app: TestApp) => {
  const { store } = app.running();
  const limits = JSON.stringify({ ...first, missedDays: 3 });
  await store.write(() => {
    store.sqlite.prepare('UPDATE program SET limits = ?').run(limits);
    store.sqlite.prepare('UPDATE rule_set SET limits = ?').run(limits);
  });
};

describe('a program whose limits were stored before pulse, dry weight and over-diuresis had any', () => {
  test('shows the defaults for those, and is not changed by being read', async () => {
    const app = await testApp();
    await storeFirstLimits(app);
    const { items } = await app.get<{ items: ProgramBody[] }>('/api/v1/programs');
    const limits = { ...defaultLimits, missedDays: 3 };
    expect(items.map(program => program.limits)).toEqual([limits, limits, limits]);
    expect(items.map(program => program.limitsVersion)).toEqual([1, 1, 1]);
    expect((await app.patient(1)).limits).toEqual(limits);
  });

  test('is judged by them', async () => {
    const app = await testApp();
    await storeFirstLimits(app);
    await app.restart();
    const payload = { measuredAt: iso(app.clock.now()), systolic: 120, diastolic: 75, unit: 'mm[Hg]' };
    await app.send('cuff-1', 'blood-pressure', { ...payload, pulse: 38 });
    await app.idle();
    expect(alertOf(await app.openItem(1), 'pulse-low')).toMatchObject({
      severity: 'urgent',
      confirmed: false,
      because: 'unconfirmed: call; pulse 38 /min; limit 40; not repeated yet',
    });
  });
});

describe('PUT /programs/{id}', () => {
  test('200: whoever knows only the first limits may put them; the others get their defaults', async () => {
    const app = await testApp({ patients: 0 });
    const limits = { ...first, severeSystolicMmHg: 185 };
    const response = await app.request(path, {
      method: 'PUT',
      body: { name: 'HF', limits, waiver: 'agreed by the lead' },
    });
    expect(response.status).toBe(200);
    expect((await bodyAs<ProgramBody>(response)).limits).toEqual({
      ...defaultLimits,
      severeSystolicMmHg: 185,
    });
  });
});
