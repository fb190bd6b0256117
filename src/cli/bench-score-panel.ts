import { dayMs } from '../domain/local-day.ts';
import { silentLog } from '../log.ts';
import { loadModels } from '../risk/load-models.ts';
import { startBackend } from '../risk/model/tensorflow.ts';
import { readTelemetry } from '../risk/read-telemetry.ts';
import { scorePanel } from '../risk/score-panel.ts';
import type { TelemetryOf } from '../risk/scorer.ts';
import type { ScoreBenchStore } from './bench-score.ts';

const megabytes = (): number => Math.round(process.memoryUsage.rss() / 1_048_576);
const rounded = (s: number): number => Number(s.toFixed(2));

/** Wall and processor time of some work; all threads of the process count, garbage collection too. */
const timed = async (work: () => Promise<unknown>) => {
  const [startedAt, before] = [performance.now(), process.cpuUsage()];
  await work();
  const { user, system } = process.cpuUsage(before);
  return { wallS: rounded((performance.now() - startedAt) / 1000), cpuS: rounded((user + system) / 1e6) };
};

/**
 * Scores a whole panel as the service does: inputs and features, every score with its parts, what changed stored with its
 * history, programs ranked, cohorts settled. `first`: nothing was stored; `dayLater`: the same store a day on; `unchanged`:
 * the same again.
 */
export const measurePanel = async ({ store, directory, at }: ScoreBenchStore, models: string) => {
  await startBackend('wasm');
  const { scorers } = await loadModels(models, silentLog);
  const read = readTelemetry({ sql: store.readerSql, directory });
  let mostMegabytes = megabytes();
  const telemetryOf: TelemetryOf = (patientIds, when) => {
    mostMegabytes = Math.max(mostMegabytes, megabytes());
    return read(patientIds, when);
  };
  const score = (when: number) => timed(() => scorePanel(store, scorers, when, { telemetryOf }));
  const first = await score(at);
  const dayLater = await score(at + dayMs);
  const unchanged = await score(at + dayMs);
  return { first, dayLater, unchanged, mostMegabytes: Math.max(mostMegabytes, megabytes()) };
};
