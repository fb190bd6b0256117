import type { Aside } from '../../src/evaluation/aside.ts';
import type { Question } from '../../src/evaluation/aside-worker.ts';
import { judge } from '../../src/evaluation/judged.ts';
import { loadUnjudged } from '../../src/evaluation/load.ts';
import { rules } from '../../src/rules/catalogue.ts';
import type { TestStore } from '../support/store.ts';

/** Judges here, once it is let, what it was told of whom it was asked about; and notes that. */
export const heldAside = ({ store }: TestStore) => {
  const asked: Question[] = [];
  const lets: { readonly go: () => void; readonly fail: () => void }[] = [];
  let isReady = true;
  const aside: Aside = {
    isReady: () => isReady,
    judge: async question => {
      asked.push(question);
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      lets.push({ go: resolve, fail: () => reject(new Error('gone')) });
      await promise;
      const entries = new Map(question.patients.map(({ patientId, entry }) => [patientId, entry]));
      const load = loadUnjudged(store.sql, { patient: patientId => entries.get(patientId) });
      const loaded = await Promise.all(question.patients.map(p => load(p.patientId, question.now)));
      return loaded.flatMap(one => (one ? [judge(one, rules)] : []));
    },
    close: () => Promise.resolve(),
  };
  return {
    aside,
    asked: () => asked.map(({ patients }) => patients.map(p => p.patientId).sort()),
    let: async (how: 'go' | 'fail') => {
      while (lets.length === 0) await new Promise(setImmediate);
      lets.shift()?.[how]();
    },
    rest: () => {
      isReady = false;
    },
  };
};
