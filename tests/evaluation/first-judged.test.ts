import { describe, expect, test, vi } from 'vitest';
import { createEvaluator, type Evaluator } from '../../src/evaluation/evaluator.ts';
import { silentLog } from '../../src/log.ts';
import { rules } from '../../src/rules/catalogue.ts';
import { bloodPressure, iso, now, testStore } from '../support/store.ts';
import { heldAside } from './held-aside.ts';
import { ownCuffs } from './own-cuffs.ts';

const patients = 200;
const batch = 64;

/** Everybody waits to be judged; `between` is called after each batch. */
const waiting = async (between: (evaluator: Evaluator) => void = () => {}) => {
  const s = await testStore({ roster: ownCuffs(patients) });
  for (let i = 0; i < patients; i += 1)
    await s.send({ device: `cuff-${i}`, payload: bloodPressure(iso(now), { systolic: 190 }) });
  const order: string[] = [];
  const watched = rules.map(rule =>
    rule.id === 'bp-severe'
      ? {
          ...rule,
          evaluate: (snapshot: Parameters<typeof rule.evaluate>[0]) => {
            order.push(snapshot.patient.patientId);
            return rule.evaluate(snapshot);
          },
        }
      : rule,
  );
  const evaluator: Evaluator = createEvaluator({
    ...{ ...s, rules: watched, log: silentLog, onChanged: () => {} },
    giveWay: () => {
      between(evaluator);
      return Promise.resolve();
    },
  });
  const ids = s
    .all('SELECT patient_id FROM due ORDER BY due_at, patient_id')
    .map(row => String(row.patient_id));
  return { s, evaluator, order, ids };
};

describe('whoever may be critical', () => {
  test('is judged before those who have waited longer, as soon as the batch in hand is over', async () => {
    let last = '';
    const { evaluator, order, ids } = await waiting(one => {
      if (last !== '') one.kick([last]);
      last = '';
    });
    last = ids.at(-1) ?? '';
    const expected = last;
    await evaluator.idle();
    expect(order.indexOf(expected)).toBe(batch);
    expect(order).toHaveLength(patients);
    expect(new Set(order).size).toBe(patients);
  });

  test('is judged first when judging begins', async () => {
    const { evaluator, order, ids } = await waiting();
    const first = ids.slice(-20);
    evaluator.kick(first);
    await evaluator.idle();
    expect(order.slice(0, 20)).toEqual(first);
    expect(order).toHaveLength(patients);
  });

  test('holds up nobody when there is nothing to judge of her', async () => {
    const { evaluator, order } = await waiting();
    evaluator.kick(['pat_of_nobody']);
    await evaluator.idle();
    expect(order).toHaveLength(patients);
  });

  test('waits with the others while nobody may be judged', async () => {
    const { evaluator, order, ids } = await waiting();
    const go = evaluator.hold();
    evaluator.kick(ids.slice(-1));
    go();
    await evaluator.idle();
    expect(order).toEqual(ids);
  });

  test('goes before what is judged aside, and is not judged twice for it', async () => {
    const s = await testStore({ roster: ownCuffs(patients) });
    for (let i = 0; i < patients; i += 1)
      await s.send({ device: `cuff-${i}`, payload: bloodPressure(iso(now), { systolic: 190 }) });
    const { aside, asked, let: go, rest } = heldAside(s);
    const evaluator = createEvaluator({ ...s, rules, log: silentLog, onChanged: () => {}, aside });
    evaluator.kick();
    const inHand = await vi.waitFor(() => asked()[0] ?? Promise.reject(new Error('nobody is asked about')));
    evaluator.kick(inHand.slice(-1));
    rest();
    await go('go');
    await evaluator.idle();
    expect(s.all('SELECT count(*) AS n FROM alert')).toEqual([{ n: patients }]);
    expect(s.metrics.read('vigil_readings_judged_total')).toBe(patients);
    await evaluator.stop();
  });
});
