import { parentPort, workerData } from 'node:worker_threads';
import { openSnapshots } from '../db/open-snapshots.ts';
import type { PatientEntry } from '../roster/directory.ts';
import { rules } from '../rules/catalogue.ts';
import { type Judged, judge } from './judged.ts';
import { type Loaded, loadUnjudged } from './load.ts';

/** Whom to judge, with what the roster knows of each. */
export type Question = {
  readonly patients: readonly { readonly patientId: string; readonly entry: PatientEntry }[];
  readonly now: number;
};

/** Whoever could not be loaded or judged is not among them. */
export type Answer = {
  readonly judged: readonly Judged[];
  readonly seconds: { readonly load: number; readonly judge: number };
};

const store = openSnapshots(String(workerData));
const entries = new Map<string, PatientEntry>();
const load = loadUnjudged(store.sql, { patient: patientId => entries.get(patientId) });

const loadAll = async ({ patients, now }: Question): Promise<Loaded[]> => {
  const loaded: Loaded[] = [];
  for (const { patientId, entry } of patients) {
    entries.set(patientId, entry);
    const one = await load(patientId, now).catch(() => null);
    if (one) loaded.push(one);
  }
  entries.clear();
  return loaded;
};

/** whoever cannot be judged here is judged where the failure is told of */
const judgeOrLeave = (loaded: Loaded): readonly Judged[] => {
  try {
    return [judge(loaded, rules)];
  } catch {
    return [];
  }
};

const answer = async (question: Question): Promise<Answer> => {
  const beganAt = performance.now();
  const loaded = await store.read(() => loadAll(question));
  const loadedAt = performance.now();
  const judged = loaded.flatMap(judgeOrLeave);
  const seconds = { load: (loadedAt - beganAt) / 1000, judge: (performance.now() - loadedAt) / 1000 };
  return { judged, seconds };
};

const stop = (): void => {
  store.close();
  parentPort?.close();
};

parentPort?.on('message', async (asked: Question | 'stop') => {
  if (asked === 'stop') stop();
  else parentPort?.postMessage(await answer(asked));
});
