import { expect, test } from 'vitest';
import { createEvaluator } from '../../src/evaluation/evaluator.ts';
import { silentLog } from '../../src/log.ts';
import { rules } from '../../src/rules/catalogue.ts';
import { bloodPressure, iso, now, testStore } from '../support/store.ts';
import { heldAside } from './held-aside.ts';
import { ownCuffs } from './own-cuffs.ts';

/** More than are judged at first, in one question and meanwhile: the next question is due with the answer to the first. */
const patients = 260;

const roster = ownCuffs(patients);

const questions = async (ending: 'stopped' | 'going on') => {
  const s = await testStore({ roster });
  for (let i = 0; i < patients; i += 1)
    await s.send({ device: `cuff-${i}`, payload: bloodPressure(iso(now), { systolic: 190 }) });
  const { aside, asked, let: go } = heldAside(s);
  const begun = Promise.withResolvers<void>();
  const noted: typeof aside = {
    ...aside,
    judge: question => {
      begun.resolve();
      return aside.judge(question);
    },
  };
  const evaluator = createEvaluator({ ...s, rules, log: silentLog, onChanged: () => {}, aside: noted });
  evaluator.kick();
  await begun.promise;
  if (ending === 'stopped') {
    const stopped = evaluator.stop();
    await go('go');
    await stopped;
  } else {
    await go('go');
    await go('go');
    await evaluator.idle();
    await evaluator.stop();
  }
  await new Promise(setImmediate);
  return asked().length;
};

test('the next question is put as long as it goes on, and none after it was stopped', async () => {
  expect(await questions('going on')).toBe(2);
  expect(await questions('stopped')).toBe(1);
});
