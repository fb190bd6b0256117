import { expect, test } from 'vitest';
import { judgeNext } from '../../src/evaluation/judge-next.ts';
import { silentLog } from '../../src/log.ts';
import { rules } from '../../src/rules/catalogue.ts';
import { bloodPressure, iso, now, testStore } from '../support/store.ts';
import { heldAside } from './held-aside.ts';
import { ownCuffs } from './own-cuffs.ts';

const patients = 200;

const roster = ownCuffs(patients);

/** Everybody on the roster was looked at once; then so many sent a reading. */
const waiting = async (count: number, isPressed = false) => {
  const s = await testStore({ roster });
  const held = heldAside(s);
  const deps = { ...s, rules, log: silentLog, onChanged: () => {} };
  const first = judgeNext(deps);
  while ((await first.next()).patients > 0);
  for (let i = 0; i < count; i += 1)
    await s.send({ device: `cuff-${i}`, payload: bloodPressure(iso(now), { systolic: 190 }) });
  const due = () => s.all('SELECT 1 FROM due WHERE due_at <= ?', now).length;
  return { s, ...judgeNext({ ...deps, aside: held.aside, isPressed: () => isPressed }), due, ...held };
};

test('a few are judged here', async () => {
  const { next, due, asked } = await waiting(10);
  expect((await next()).patients).toBe(10);
  expect((await next()).patients).toBe(0);
  expect([due(), asked().length]).toEqual([0, 0]);
});

const batches = async (next: () => Promise<{ patients: number }>, count: number): Promise<number[]> => {
  const sizes: number[] = [];
  for (let i = 0; i < count; i += 1) sizes.push((await next()).patients);
  return sizes;
};

test('of many most are judged aside, and meanwhile others here', async () => {
  const { next, due, asked, let: go } = await waiting(patients);
  // after the first batch 128 are asked about, and the other 8 are judged while that takes its time
  expect(await batches(next, 2)).toEqual([64, 8]);
  expect(asked().map(ids => ids.length)).toEqual([128]);
  const third = next();
  await go('go');
  expect((await third).patients).toBe(64);
  expect(await batches(next, 2)).toEqual([64, 0]);
  expect(due()).toBe(0);
});

test('whoever a thread that broke was asked about is judged here', async () => {
  const { next, due, let: go } = await waiting(patients);
  await batches(next, 2);
  const third = next();
  await go('fail');
  expect((await third).patients).toBe(64);
  expect(due()).toBe(64);
});

test('a thread that devices wait for leaves judging to the other', async () => {
  const { next, due, let: go } = await waiting(patients, true);
  await next();
  const second = next();
  await new Promise(setImmediate);
  expect(due()).toBe(136);
  await go('go');
  expect((await second).patients).toBe(64);
});

test('what was judged before the roster changed is judged again', async () => {
  const { s, next, due, let: go } = await waiting(patients);
  await batches(next, 2);
  const third = next();
  await go('go');
  expect((await third).patients).toBe(64);
  await s.directory.refresh();
  expect(await batches(next, 2)).toEqual([64, 0]);
  expect(due()).toBe(0);
  const judged = (how: string) => s.metrics.read('vigil_judged_aside_total', how);
  expect([judged('written'), judged('again')]).toEqual([64, 64]);
});

test('what a device says before the thread has looked is judged, though whoever asked did not know it', async () => {
  const { s, next, rest, let: go } = await waiting(patients);
  await batches(next, 2);
  for (let i = 0; i < patients; i += 1)
    await s.send({ device: `cuff-${i}`, channel: 'status', payload: { battery: 5 } });
  const third = next();
  await go('go');
  await third;
  rest();
  while ((await next()).patients > 0);
  const low = s.all("SELECT DISTINCT patient_id FROM alert WHERE rule_id = 'device-battery'");
  expect(low).toHaveLength(patients);
  expect(s.metrics.read('vigil_judged_aside_total', 'again')).toBe(128);
});

test('while nobody is to be judged nobody is, though a question was open', async () => {
  const { next, due, forget, let: go } = await waiting(patients);
  await batches(next, 2);
  const third = next();
  await new Promise(setImmediate);
  forget();
  await go('go');
  expect([await third, due()]).toEqual([{ patients: 0, tookMs: 0 }, 128]);
});

test('while there is no thread to ask batches are as large as without one', async () => {
  const { next, rest } = await waiting(patients);
  rest();
  expect(await batches(next, 4)).toEqual([64, 64, 64, 8]);
});
