import { writeFile } from 'node:fs/promises';
import { FolderInUse, lockFolder } from '../db/lock.ts';
import { openStore } from '../db/open.ts';
import { openPostgres } from '../db/open-postgres.ts';
import { openReadOnly, type ReadOnlyStore } from '../db/open-read-only.ts';
import { calibrationSvg } from '../risk/judge/calibration-svg.ts';
import { leastEvents, recalibrate as recalibrateOn } from '../risk/recalibrate/recalibrate.ts';
import { saveCalibration } from '../risk/recalibrate/save-calibration.ts';
import { type Command, type CommandContext, UsageError } from './command.ts';
import { openAsked } from './open-asked.ts';
import { progressBar } from './progress.ts';
import { type RecalibrateAsked, recalibrateArgs, usualDraws } from './recalibrate-args.ts';
import {
  fromFile,
  fromStore,
  type RecalibrateDeps,
  type Source,
  shippedScoring,
} from './recalibrate-sources.ts';
import { type RecalibrationReport, recalibrationText } from './recalibrate-text.ts';

/** Lets others have their turn, and stops when the user wants to. */
const step = ({ tell, signal }: CommandContext, label: string) => {
  const bar = progressBar(tell, label);
  return async (done: number, of: number): Promise<void> => {
    bar(done, of);
    await new Promise(setImmediate);
    if (signal.aborted) throw new UsageError('stopped');
  };
};

const sourceOf = (
  deps: RecalibrateDeps,
  store: ReadOnlyStore,
  asked: RecalibrateAsked,
  context: CommandContext,
): Promise<Source> => {
  const { data } = asked;
  const at = { store, models: context.config.models };
  return data === null
    ? fromStore(deps, at, asked, step(context, 'patients'))
    : fromFile(deps, at, { ...asked, data }, progressBar(context.tell, 'scoring encounters'));
};

const fitted = async (
  { outcomes, split, ...told }: Source,
  { draws, seed, isOwn, data }: RecalibrateAsked,
  context: CommandContext,
): Promise<Omit<RecalibrationReport, 'savedAs'>> => {
  const drawn = step(context, 'redrawing patients');
  let done = 0;
  const onDraw = (): Promise<void> => {
    done += 1;
    return drawn(done, 2 * draws);
  };
  const recalibration = await recalibrateOn(outcomes, split, { draws, seed, onDraw });
  return { ...told, redraws: { draws, seed }, recalibration, isOwn: isOwn || data === null };
};

const svgOf = (report: Omit<RecalibrationReport, 'savedAs'>): string => {
  const { model, version, program, splitBy, recalibration } = report;
  const { all, check } = recalibration;
  const unseen = splitBy === 'time' ? 'after, later 30 %' : 'after, 30 % unseen';
  const series = [
    { name: 'before', bins: all.bins.before },
    { name: 'after', bins: all.bins.after },
    ...(check ? [{ name: unseen, bins: check.judged.bins.after }] : []),
  ];
  return calibrationSvg(series, {
    title: `Recalibration of ${model} ${version}`,
    subtitle: `${program ?? 'whole site'}: ${all.n} ${report.noun} of ${all.patients} patients, ${all.events} events`,
  });
};

const save = async (
  { config, clock }: CommandContext,
  { model, version, program, recalibration, source }: Omit<RecalibrationReport, 'savedAs'>,
  by: string,
): Promise<string> => {
  const { dataFolder, database } = config;
  const store = database === null ? openStore(dataFolder) : await openPostgres({ url: database, readers: 1 });
  try {
    const deps = { store, actor: { type: 'person', name: by } as const, at: clock.now() };
    return await saveCalibration(deps, {
      modelId: model,
      modelVersion: version,
      programId: program,
      recalibration,
      source,
    });
  } finally {
    await store.close();
  }
};

/** Before minutes of work: who may not save is told at once. A database is shared, and nobody need stop. */
const holdFolder = ({ dataFolder: folder, database }: CommandContext['config']): (() => void) => {
  if (database !== null) return () => {};
  try {
    return lockFolder(folder);
  } catch (error) {
    if (!(error instanceof FolderInUse)) throw error;
    throw new UsageError(
      'a recalibration cannot be saved while Vigil runs on this data folder: stop the service, run this again and start it, or add --dry-run to look only',
    );
  }
};

const run = async (
  deps: RecalibrateDeps,
  asked: RecalibrateAsked,
  context: CommandContext,
): Promise<void> => {
  const { by, svg, isJson } = asked;
  const { dataFolder: folder, database } = context.config;
  const store =
    database === null
      ? openReadOnly(folder, { table: 'model_calibration', column: 'reliability' })
      : await openAsked({ folder, database });
  let release = () => {};
  try {
    if (by !== null) release = holdFolder(context.config);
    const unsaved = await fitted(await sourceOf(deps, store, asked, context), asked, context);
    if (svg !== null)
      await writeFile(svg, svgOf(unsaved)).catch(() => {
        throw new UsageError(`cannot write ${svg}`);
      });
    const report = { ...unsaved, savedAs: by === null ? null : await save(context, unsaved, by) };
    context.print(isJson ? JSON.stringify(report) : recalibrationText(report));
  } finally {
    await store.close();
    release();
  }
};

export const recalibrateWith = (deps: RecalibrateDeps): Command => ({
  help: `vigil recalibrate --model readmission-30d|deterioration --by "Ana Ruiz" [--program heart-failure]
                  [--from 2025-01-01] [--to 2026-06-30] [--bootstrap ${usualDraws}] [--seed 1] [--svg FILE] [--json]
vigil recalibrate --model … --dry-run …
vigil recalibrate --model readmission-30d --data FILE.csv[.gz] [--own-outcomes --by "Ana Ruiz"] …
  Puts a model's probabilities right on your own outcomes: fits slope and intercept of its log-odds on what came of the
  patients in the data folder, shows calibration before and after, and saves the fit. Probabilities of that version are shown
  from then on; before, only ranks are.
  readmission-30d: every inpatient discharge at least 30 days ago, scored as of the discharge; an inpatient stay within 30 days.
  deterioration: every patient weekly; an unplanned inpatient stay within the next 14 days.
  Needs ${leastEvents} events. A second fit, on the earlier 70 %, is judged on the later 30 %: that is the honest check.
  --by       the person who answers for it, kept in the audit
  --program  only its patients, and only for it; else the whole site
  --from, --to  first and last day of scoring (UTC)
  --data     fit on encounters of a file in the format of UCI "Diabetes 130-US hospitals" instead; the check is by patient
  --own-outcomes  the file's patients are this site's own: without it a fit on a file is shown and never saved
  --dry-run  look only: saves nothing, and may run beside the service. To save, stop the service first;
             with DATABASE_URL it may run.
  --svg      the calibration plot, before and after
  Definitions: docs/recalibrate.md.`,
  run: (args, context) => run(deps, recalibrateArgs(args, context.clock.now()), context),
});

export const recalibrate = recalibrateWith(shippedScoring);
