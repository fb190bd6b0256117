import { beforeEach, describe, expect, test } from 'vitest';
import { judge } from '../../src/evaluation/judged.ts';
import { loadUnjudged } from '../../src/evaluation/load.ts';
import { stillStands } from '../../src/evaluation/still-stands.ts';
import { judgeAgainSince, lookAgainAt } from '../../src/roster/look-again.ts';
import { rules } from '../../src/rules/catalogue.ts';
import { bloodPressure, iso, now, type TestStore, testStore } from '../support/store.ts';

let s: TestStore;
let patientId: string;

beforeEach(async () => {
  s = await testStore();
  patientId = s.patientId('P1');
  await s.send({ payload: bloodPressure(iso(now)) });
});

const judged = async () => {
  const loaded = await loadUnjudged(s.store.sql, s.directory)(patientId, now);
  if (!loaded) throw new Error('nothing was loaded');
  return judge(loaded, rules);
};

/** Whether what is judged still stands after something else was written. */
const standsAfter = async (write: () => unknown): Promise<boolean> => {
  const one = await judged();
  await write();
  return stillStands(s.store.sql)(one);
};

const set = (column: string, value: string | number) => () =>
  s.store.write(() => s.store.sqlite.prepare(`UPDATE due SET ${column} = ?`).run(value));

describe('what was judged ahead', () => {
  test('stands while nothing else was written', async () => {
    expect(await standsAfter(() => undefined)).toBe(true);
  });

  test('stands when something has merely arrived: that is judged next', async () => {
    expect(await standsAfter(() => s.send({ payload: bloodPressure(iso(now + 60_000)) }))).toBe(true);
  });

  test('falls when a timer was set', async () => {
    const look = () => s.store.write(() => lookAgainAt(s.store, patientId, now, now));
    expect(await standsAfter(look)).toBe(false);
  });

  test('falls when a decision came into the order of arrival', async () => {
    const decide = () => s.store.write(() => judgeAgainSince(s.store, patientId, now - 60_000, now));
    expect(await standsAfter(decide)).toBe(false);
  });

  test('falls when the patient was judged meanwhile', async () => {
    expect(await standsAfter(set('judged_generation', 1))).toBe(false);
  });

  test('falls when a rule broke on the patient meanwhile', async () => {
    expect(await standsAfter(set('setbacks', '{"bp-low":{}}'))).toBe(false);
  });

  test('falls when the patient is known no more', async () => {
    const forget = () => s.store.write(() => s.store.sqlite.prepare('DELETE FROM due').run());
    expect(await standsAfter(forget)).toBe(false);
  });
});
