import { expect, test, vi } from 'vitest';
import { judgeAhead } from '../../src/evaluation/judge-ahead.ts';
import { bloodPressure, iso, now, testStore } from '../support/store.ts';
import { heldAside } from './held-aside.ts';

const started = async () => {
  const s = await testStore();
  await s.send({ payload: bloodPressure(iso(now)) });
  await s.send({ device: 'meter-2', channel: 'glucose', payload: { value: 120, unit: 'mg/dL' } });
  const held = heldAside(s);
  const ahead = judgeAhead({ ...s, aside: held.aside });
  const [ann, bob] = [s.patientId('P1'), s.patientId('P2')];
  const set = (what: string, patientId: string) =>
    s.store.write(() => s.store.sqlite.prepare(`UPDATE due SET ${what} WHERE patient_id = ?`).run(patientId));
  return { s, ahead, ann, bob, both: [ann, bob].sort(), set, ...held };
};

test('whoever is due is judged, and taken once', async () => {
  const { ahead, both, let: go } = await started();
  const { answered } = await ahead.ask();
  expect(ahead.inHand().toSorted()).toEqual(both);
  expect(ahead.take(64)).toBeNull();
  await go('go');
  await answered;
  expect(ahead.inHand().toSorted()).toEqual(both);
  const [first, second] = [ahead.take(1), ahead.take(64)];
  expect([first?.patientIds.length, second?.patientIds.length]).toEqual([1, 1]);
  expect([...(first?.found ?? []), ...(second?.found ?? [])].map(one => one.judged.patientId).sort()).toEqual(
    both,
  );
  expect(ahead.take(64)).toBeNull();
  expect(ahead.inHand()).toEqual([]);
});

test('one question is asked at a time, and then about who came meanwhile, but nobody in stock or being written', async () => {
  const { s, ahead, ann, bob, asked, let: go, set } = await started();
  await set('due_at = NULL', bob);
  const first = await ahead.ask();
  await set(`due_at = ${now}`, bob);
  expect(await ahead.ask()).toBe(first);
  await go('go');
  await first.answered;
  await vi.waitFor(() => expect(asked()).toEqual([[ann], [bob]]));
  expect(ahead.take(64)?.patientIds).toEqual([ann]);
  await go('go');
  await vi.waitFor(() => expect(ahead.inHand()).toEqual([bob]));
  // both are due until what was found is written
  expect(s.all('SELECT 1 FROM due WHERE due_at <= ?', now)).toHaveLength(2);
  await (await ahead.ask()).answered;
  expect(asked()).toHaveLength(2);
});

test('nobody is asked about when nobody is due', async () => {
  const { ahead, ann, bob, asked, set } = await started();
  await set('due_at = NULL', ann);
  await set('due_at = NULL', bob);
  await (await ahead.ask()).answered;
  expect(asked()).toEqual([]);
  expect(ahead.take(64)).toBeNull();
});

test('who is not on the roster is left to whoever claims here', async () => {
  const { ahead, ann, bob, asked, set, let: go } = await started();
  await set("patient_id = 'pat_gone'", ann);
  const { answered } = await ahead.ask();
  expect(asked()).toEqual([[bob]]);
  await go('go');
  await answered;
});

test('a thread that breaks keeps nobody in hand', async () => {
  const { ahead, let: go } = await started();
  const { answered } = await ahead.ask();
  await go('fail');
  await answered;
  expect(ahead.inHand()).toEqual([]);
  expect(ahead.take(64)).toBeNull();
});

test('a thread that rests is not asked', async () => {
  const { ahead, asked, rest } = await started();
  rest();
  await (await ahead.ask()).answered;
  expect(asked()).toEqual([]);
});

test('after a store that failed it is asked anew', async () => {
  const { s, ahead, both, let: go } = await started();
  const rename = (from: string, to: string) =>
    s.store.write(() => s.store.sqlite.exec(`ALTER TABLE ${from} RENAME TO ${to}`));
  await rename('due', 'away');
  await expect(ahead.ask()).rejects.toThrow('no such table');
  await rename('away', 'due');
  const { answered } = await ahead.ask();
  await go('go');
  await answered;
  expect(ahead.inHand().toSorted()).toEqual(both);
});

test('what was found, and what is being found, is forgotten when nobody is to be judged for a while', async () => {
  const { s, ahead, ann, bob, asked, set, let: go } = await started();
  await set('due_at = NULL', bob);
  const first = await ahead.ask();
  await go('go');
  await first.answered;
  await set(`due_at = ${now}`, bob);
  const second = await ahead.ask();
  expect(asked()).toEqual([[ann], [bob]]);
  ahead.forget();
  await go('go');
  await second.answered;
  expect(ahead.inHand()).toEqual([]);
  expect(ahead.take(64)).toBeNull();
  expect(asked()).toHaveLength(2);
  expect(s.all('SELECT 1 FROM due WHERE due_at <= ?', now)).toHaveLength(2);
});

test('after a stop nobody is asked about, neither once an answer came nor on request', async () => {
  const { ahead, ann, bob, asked, set, let: go } = await started();
  await set('due_at = NULL', bob);
  const first = await ahead.ask();
  await set(`due_at = ${now}`, bob);
  ahead.stop();
  await go('go');
  await first.answered;
  await (await ahead.ask()).answered;
  expect(asked()).toEqual([[ann]]);
  // what was found before may still be written
  expect(ahead.take(64)?.patientIds).toEqual([ann]);
});

test('whoever was being chosen when it was stopped is not asked about', async () => {
  const { ahead, asked } = await started();
  const asking = ahead.ask();
  ahead.stop();
  await (await asking).answered;
  expect(asked()).toEqual([]);
  expect(ahead.inHand()).toEqual([]);
});
