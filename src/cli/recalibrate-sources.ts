import { basename } from 'node:path';
import type { ReadOnlyStore } from '../db/open-read-only.ts';
import type { CalibrationSource } from '../domain/risk.ts';
import { silentLog } from '../log.ts';
import type { ScoredEncounter } from '../risk/diabetes130/judged-encounters.ts';
import { scoreDiabetesFile } from '../risk/diabetes130/score-file.ts';
import { loadModels } from '../risk/load-models.ts';
import { collectOutcomes } from '../risk/recalibrate/collect-outcomes.ts';
import { fileOutcomes } from '../risk/recalibrate/file-outcomes.ts';
import { type Recalibrated, targets } from '../risk/recalibrate/moments.ts';
import type { Outcome } from '../risk/recalibrate/outcome.ts';
import { pastTelemetry } from '../risk/recalibrate/past-telemetry.ts';
import { requireProgram } from '../risk/recalibrate/patient-pages.ts';
import { type Split, splitByPatient, splitByTime } from '../risk/recalibrate/split.ts';
import type { RiskScorer } from '../risk/scorer.ts';
import { createDirectory } from '../roster/directory.ts';
import { UsageError } from './command.ts';
import { encounterModel } from './score-file.ts';

export type OnProgress = (done: number, of: number) => void;

export type RecalibrateDeps = {
  /** every score of a folder of models */
  readonly scorersIn: (folder: string) => Promise<readonly RiskScorer[]>;
  /** the encounters of a file, scored by a model of a folder, and the model's version */
  readonly scoreFile: (
    folder: string,
    file: { readonly model: string; readonly data: string },
    onProgress: OnProgress,
  ) => Promise<{ readonly version: string; readonly encounters: readonly ScoredEncounter[] }>;
};

export const shippedScoring: RecalibrateDeps = {
  scorersIn: async folder => (await loadModels(folder, silentLog)).scorers,
  scoreFile: async (folder, { model: name, data }, onProgress) => {
    const model = await encounterModel(folder, name);
    return { version: model.version, encounters: await scoreDiabetesFile(model, data, onProgress) };
  },
};

export type SourceAsked = {
  readonly model: Recalibrated;
  /** null: the whole site */
  readonly programId: string | null;
  readonly fromAt: number | null;
  /** not included */
  readonly toAt: number | null;
  /** of a draw of patients */
  readonly seed: number;
  readonly now: number;
};

/** Outcomes to fit on, and what is told of them. */
export type Source = {
  readonly model: Recalibrated;
  readonly version: string;
  /** null: the whole site */
  readonly program: string | null;
  readonly source: CalibrationSource;
  /** what is counted: "discharges" */
  readonly noun: string;
  /** when the first and the last was scored; null of a file, which has no dates */
  readonly from: string | null;
  readonly to: string | null;
  readonly leftOut: Readonly<Record<string, number>>;
  readonly outcomes: readonly Outcome[];
  readonly split: Split;
  readonly splitBy: 'time' | 'patient';
};

const versioned = (scorers: readonly RiskScorer[], model: Recalibrated) => {
  const scorer = scorers.find(({ id }) => id === model);
  if (!scorer) throw new UsageError(`${model}: this Vigil has no such model`);
  const { unavailable, modelVersion } = scorer;
  if (unavailable !== null || modelVersion === null)
    throw new UsageError(`${model}: ${unavailable ?? 'it has no version'}`);
  return { scorer, version: modelVersion };
};

const dayText = (at: number): string => new Date(at).toISOString();

const spanOf = (outcomes: readonly Outcome[]): Pick<Source, 'from' | 'to'> => {
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { at } of outcomes) [from, to] = [Math.min(from, at), Math.max(to, at)];
  return outcomes.length === 0 ? { from: null, to: null } : { from: dayText(from), to: dayText(to) };
};

/** What the site's own patients came to. @throws UsageError where the model is not there; AppError not-found: program */
export const fromStore = async (
  deps: Pick<RecalibrateDeps, 'scorersIn'>,
  { store, models }: { readonly store: ReadOnlyStore; readonly models: string },
  { model, programId, fromAt, toAt, now }: SourceAsked,
  onPatients: (done: number, of: number) => Promise<void>,
): Promise<Source> => {
  const { scorer, version } = versioned(await deps.scorersIn(models), model);
  const target = targets[model];
  const telemetryOf =
    scorer.restsOn === 'readings'
      ? pastTelemetry({ sql: store.readerSql, directory: await createDirectory(store) })
      : null;
  const { outcomes, leftOut } = await collectOutcomes(
    { store, scorer, target, telemetryOf },
    { programId, fromAt: fromAt ?? 0, toAt: toAt ?? now, now, onPatients },
  );
  const { noun, horizonMs } = target;
  const split = splitByTime(outcomes, horizonMs);
  const told = { model, version, program: programId, source: { of: 'store' }, noun, leftOut } as const;
  return { ...told, ...spanOf(outcomes), outcomes, split, splitBy: 'time' };
};

/** What the encounters of a file came to. @throws UsageError, AppError naming what of the file is wrong */
export const fromFile = async (
  deps: Pick<RecalibrateDeps, 'scoreFile'>,
  { store, models }: { readonly store: ReadOnlyStore; readonly models: string },
  { model, programId, seed, data }: SourceAsked & { readonly data: string },
  onProgress: OnProgress,
): Promise<Source> => {
  if (programId !== null) await requireProgram(store, programId);
  const { version, encounters } = await deps.scoreFile(models, { model, data }, onProgress);
  const { outcomes, leftOut } = fileOutcomes(encounters);
  const split = splitByPatient(outcomes, seed);
  const source = { of: 'file', name: basename(data) } as const;
  const told = { model, version, program: programId, source, noun: 'encounters', leftOut };
  return { ...told, from: null, to: null, outcomes, split, splitBy: 'patient' };
};
