import { expect, test } from 'vitest';
import { rollupOf } from '../../src/domain/daily.ts';
import { dayMs, localDay } from '../../src/domain/local-day.ts';
import { saveRollup } from '../../src/readings/rollup-store.ts';
import { weight } from '../rules/build.ts';
import { iso, now, testStore } from '../support/store.ts';

const weighing = (daysAgo: number, kg: number, over: object = {}) => ({
  device: 'scale-1',
  channel: 'weight',
  payload: { measuredAt: iso(now - daysAgo * dayMs), value: kg, unit: 'kg', ...over },
});

type Opened = Awaited<ReturnType<typeof testStore>>;
const suspects = (s: Opened) => s.all('SELECT weight_kg, suspect FROM reading ORDER BY measured_at');

test('pounds sent as kilograms are kept as suspect, with the question as the reason', async () => {
  const s = await testStore();
  await s.send(weighing(2, 80));
  await s.send(weighing(1, 80.4));
  expect(await s.send(weighing(0, 177.2))).toMatchObject({ is: 'suspect' });
  expect(suspects(s)).toEqual([
    { weight_kg: 80, suspect: null },
    { weight_kg: 80.4, suspect: null },
    {
      weight_kg: 177.2,
      suspect: '177.2 kg is 2.2 times the usual 80.2 kg (last Sun 22 Nov): pounds sent as kilograms?',
    },
  ]);
});

test('two of them that agree are both kept back: one that is asked about is nothing to compare with', async () => {
  const s = await testStore();
  for (const [daysAgo, kg] of [
    [2, 80],
    [1, 176.4],
    [0, 176.8],
  ] as const)
    await s.send(weighing(daysAgo, kg));
  expect(suspects(s).map(row => row.suspect !== null)).toEqual([false, true, true]);
});

test('what came in the same commit is compared with', async () => {
  const s = await testStore();
  const outcomes = await Promise.all([s.send(weighing(1, 80)), s.send(weighing(0, 176.4))]);
  expect(outcomes.map(({ is }) => is)).toEqual(['stored', 'suspect']);
});

test('history is not doubted', async () => {
  const s = await testStore();
  await s.send(weighing(1, 80));
  expect(await s.send({ ...weighing(0, 176.4), mode: 'history' })).toMatchObject({ is: 'stored' });
});

test('history that comes again live is doubted then: suspect, to be judged, and out of its day', async () => {
  const s = await testStore();
  for (const [daysAgo, kg] of [
    [2, 80],
    [1, 80.2],
  ] as const)
    await s.send(weighing(daysAgo, kg));
  const odd = weighing(0, 176.4);
  await s.send({ ...odd, mode: 'history' });
  const save = saveRollup(s.store.sql);
  const day = localDay(now, 'America/New_York');
  await s.store.write(() => save(s.patientId('P1'), rollupOf('weight', day, [weight(now, 176.4)])));
  expect(await s.send(odd)).toMatchObject({ is: 'suspect' });
  expect(suspects(s).at(-1)).toEqual({ weight_kg: 176.4, suspect: expect.stringContaining('pounds') });
  expect(s.all('SELECT mode FROM reading ORDER BY measured_at').at(-1)).toEqual({ mode: 'live' });
  expect(s.all('SELECT day FROM daily_rollup')).toEqual([]);
});

test('a redelivery stays one reading, suspect as it was', async () => {
  const s = await testStore();
  await s.send(weighing(1, 80));
  await s.send(weighing(0, 176.4));
  expect(await s.send(weighing(0, 176.4))).toMatchObject({ is: 'duplicate' });
  expect(suspects(s).map(row => row.suspect !== null)).toEqual([false, true]);
});

test("another owner's weigh-ins on the same scale say nothing", async () => {
  const s = await testStore();
  await s.send({ ...weighing(4, 80), device: 'moved-scale' });
  expect(await s.send({ ...weighing(0, 62), device: 'moved-scale' })).toMatchObject({ is: 'stored' });
});

test('a weight outside the plausible keeps that reason', async () => {
  const s = await testStore();
  await s.send(weighing(1, 150));
  await s.send(weighing(0, 330.7));
  expect(suspects(s)[1]).toMatchObject({ suspect: expect.stringContaining('outside the plausible') });
});

test('a weigh-in that another one bears out counts from then on, as the system decided, audited and told', async () => {
  const s = await testStore();
  await s.send(weighing(2, 80));
  expect(await s.send(weighing(1, 85.4))).toMatchObject({ is: 'suspect' });
  expect(await s.send(weighing(0, 85.8))).toMatchObject({ is: 'stored' });
  expect(suspects(s).map(row => row.suspect)).toEqual([null, null, null]);
  expect(s.rows('reading_resolution')).toMatchObject([
    { decision: 'accept', by: 'system', note: 'another weigh-in agrees' },
  ]);
  expect(s.rows('audit_log').filter(row => row.action === 'reading.resolve')).toMatchObject([
    { actor: 'system:system' },
  ]);
  expect(s.rows('outbox').map(row => row.kind)).toContain('reading.resolved');
});

test('it does so in one commit with what it bears out, and a redelivery of either changes nothing', async () => {
  const s = await testStore();
  const sent = [weighing(2, 80), weighing(1, 85.4), weighing(0, 85.8)];
  const outcomes = await Promise.all(sent.map(one => s.send(one)));
  expect(outcomes.map(({ is }) => is)).toEqual(['stored', 'suspect', 'stored']);
  const before = s.rows('reading');
  const again = await Promise.all(sent.map(one => s.send(one)));
  expect(again.map(({ is }) => is)).toEqual(['duplicate', 'duplicate', 'duplicate']);
  expect(s.rows('reading')).toEqual(before);
});
