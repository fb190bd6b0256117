import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore, type Store } from '../db/open.ts';
import { loadDeterioration } from '../risk/deterioration/load-deterioration.ts';
import { type PatientTelemetry, telemetryPages } from '../risk/deterioration/telemetry-pages.ts';
import { scoreRows } from '../risk/model/score-rows.ts';
import { shippedModels } from '../risk/model/shipped.ts';
import { type Backend, startBackend } from '../risk/model/tensorflow.ts';
import { createDirectory, type Directory } from '../roster/directory.ts';
import { measurePanel } from './bench-score-panel.ts';
import { fillBenchStore } from './bench-score-store.ts';
import type { CommandContext } from './command.ts';
import { progressBar } from './progress.ts';

export type ScoreBenchStore = { readonly store: Store; readonly directory: Directory; readonly at: number };

/** What is measured beside the features: told of each page of patients. */
export type OnPage = (page: readonly PatientTelemetry[]) => void;

const megabytes = (): number => Math.round(process.memoryUsage.rss() / 1_048_576);
const seconds = (sinceMs: number): number => Number(((performance.now() - sinceMs) / 1000).toFixed(2));

/** Reads the features of everybody in a store once, and says how long that and what is done with them took. */
export const measureScoring = async ({ store, directory, at }: ScoreBenchStore, onPage: OnPage) => {
  const countDays = store.readerSql.prepare<[], number>('SELECT count(*) FROM daily_rollup').pluck();
  const days = (await countDays.get()) ?? 0;
  let [patients, onPageMs, mostMegabytes] = [0, 0, megabytes()];
  const startedAt = performance.now();
  for await (const page of telemetryPages({ sql: store.readerSql, directory }, at)) {
    patients += page.length;
    const pageAt = performance.now();
    onPage(page);
    onPageMs += performance.now() - pageAt;
    mostMegabytes = Math.max(mostMegabytes, megabytes());
  }
  const totalS = seconds(startedAt);
  const featuresS = Number((totalS - onPageMs / 1000).toFixed(2));
  return {
    patients,
    rollups: days,
    featuresS,
    scoringS: Number((onPageMs / 1000).toFixed(2)),
    totalS,
    rollupsPerS: Math.round(days / Math.max(featuresS, 0.01)),
    msPer1000Patients: Number(((1000 * 1000 * totalS) / Math.max(patients, 1)).toFixed(1)),
    mostMegabytes,
  };
};

/** The model as it ships, on one backend of TensorFlow.js. */
const scoringOn = async (backend: Backend): Promise<OnPage> => {
  await startBackend(backend);
  const { model, readers } = await loadDeterioration(shippedModels);
  return page => {
    scoreRows(
      model,
      readers,
      page.map(p => p.features),
    );
  };
};

const compared: readonly Backend[] = ['wasm', 'cpu'];

/** Fills a store that is thrown away, scores everybody in it once on each backend, and then whole as the service does. */
export const benchScore = async (
  patients: number,
  { clock, tell }: Pick<CommandContext, 'clock' | 'tell'>,
) => {
  const folder = mkdtempSync(join(tmpdir(), 'vigil-bench-'));
  const store = openStore(folder, { durable: false });
  try {
    const at = clock.now();
    await fillBenchStore(store, patients, at, progressBar(tell, 'filling'));
    const directoryAt = performance.now();
    const directory = await createDirectory(store);
    const directoryS = seconds(directoryAt);
    const runs: Partial<Record<Backend, Awaited<ReturnType<typeof measureScoring>>>> = {};
    for (const backend of compared)
      runs[backend] = await measureScoring({ store, directory, at }, await scoringOn(backend));
    return { directoryS, ...runs, wholePanel: await measurePanel({ store, directory, at }, shippedModels) };
  } finally {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  }
};
