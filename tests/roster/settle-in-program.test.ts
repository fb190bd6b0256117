import { expect, test } from 'vitest';
import type { PatientLimitsBody } from '../../src/contract/overrides.ts';
import { minuteMs } from '../../src/domain/local-day.ts';
import { rosterOf, type TestApp, testApp } from '../api/app.ts';

const path = '/api/v1/patients/P1/limits';
const why = 'agreed with the provider';

const own = async (app: TestApp) => (await app.get<PatientLimitsBody>(path)).own.map(o => o.key);

const setOwn = async (app: TestApp, key: string, value: unknown): Promise<void> => {
  const response = await app.post(path, { key, value, why });
  expect(response.status, await response.clone().text()).toBe(200);
};

const activate = async (app: TestApp, program: string, body: Record<string, unknown>): Promise<void> => {
  const asked = { version: 1, waiver: 'agreed by the lead', ...body };
  const response = await app.post(`/api/v1/programs/${program}/rule-sets`, asked);
  expect(response.status, await response.clone().text()).toBe(200);
};

/** The next roster says that P1 is in another program. */
const move = async (app: TestApp, to = 'diabetes'): Promise<void> => {
  app.clock.set(app.clock.now() + minuteMs);
  const lines = rosterOf(2).split('\n');
  await app.importRoster(
    lines.map(l => (l.startsWith('P1,') ? l.replace('heart-failure', to) : l)).join('\n'),
  );
};

const endings = async (app: TestApp) =>
  (await app.audit())
    .filter(a => a.action === 'patient.end-limit')
    .map(a => [a.actor, String(a.detail.key), a.detail.because])
    .sort();

test('own settings that the new program locks or that contradict it end, audited; others stay', async () => {
  const app = await testApp();
  await setOwn(app, 'limits.lowPulsePerMin', 48);
  await setOwn(app, 'limits.lowClearSystolicMmHg', 91);
  await setOwn(app, 'limits.missedDays', 5);
  await activate(app, 'diabetes', { limits: { lowSystolicMmHg: 92 }, locked: ['limits.missedDays'] });
  await move(app);
  expect(await own(app)).toEqual(['limits.lowPulsePerMin']);
  expect(await endings(app)).toEqual([
    [
      'person:Ana Ruiz',
      'limits.lowClearSystolicMmHg',
      'contradicts the program diabetes: limits.lowClearSystolicMmHg: lowClearSystolicMmHg must be above lowSystolicMmHg',
    ],
    ['person:Ana Ruiz', 'limits.missedDays', 'locked by the program diabetes'],
  ]);
});

test('a roster that moves nobody ends nothing', async () => {
  const app = await testApp();
  await setOwn(app, 'limits.missedDays', 5);
  await activate(app, 'diabetes', { locked: ['limits.missedDays'] });
  await move(app, 'heart-failure');
  expect(await own(app)).toEqual(['limits.missedDays']);
  expect(await endings(app)).toEqual([]);
});

test('what stands of a rule that the new program has off ends at once', async () => {
  const app = await testApp();
  await app.pressure(1, 85);
  await app.pressure(2, 85);
  await activate(app, 'diabetes', { rules: { 'bp-low': { enabled: false } } });
  await move(app);
  await app.idle();
  const states = async (n: number) => (await app.alerts(n)).map(a => [a.ruleId, a.state]);
  expect(await states(1)).toEqual([['bp-low', 'ended']]);
  expect(await states(2)).toEqual([['bp-low', 'firing']]);
});

test('a rule on silence that the new program has on looks at once', async () => {
  const app = await testApp();
  await activate(app, 'heart-failure', { rules: { 'missed-weight': { enabled: false } } });
  await app.weight(1, 80);
  const release = app.running().evaluator.hold();
  await move(app);
  const { reader, t } = app.running().store;
  const { id } = await app.patient(1);
  const due = (await reader.select().from(t.due)).find(row => row.patientId === id);
  expect(due?.timers['missed-weight']).toEqual({ at: app.clock.now(), wallAt: app.clock.now() });
  release();
  await app.idle();
});
