import { writeFile } from 'node:fs/promises';
import { mostDays, usualDays } from '../evaluation/alert-quality.ts';
import { curveScales } from '../evaluation/judge-quality/judged-sets.ts';
import { observedTruth, type Report, reportOf } from '../evaluation/judge-quality/report.ts';
import { readArgs, wholeNumber } from './args.ts';
import { type Command, type CommandContext, UsageError } from './command.ts';
import { closuresText, readClosuresIn } from './evaluate-alerts-closures.ts';
import { givenPanel } from './evaluate-alerts-given.ts';
import type { Judging, Panel } from './evaluate-alerts-panel.ts';
import { readProposal, readText } from './evaluate-alerts-proposal.ts';
import { judgeShares, paysThreads } from './evaluate-alerts-run.ts';
import { simulatedPanel } from './evaluate-alerts-simulated.ts';
import { reportSvg } from './evaluate-alerts-svg.ts';
import { reportText } from './evaluate-alerts-text.ts';
import { progressBar } from './progress.ts';

const options = {
  patients: { type: 'string' },
  days: { type: 'string' },
  seed: { type: 'string' },
  stream: { type: 'string' },
  roster: { type: 'string' },
  truth: { type: 'string' },
  stays: { type: 'string' },
  rules: { type: 'string' },
  svg: { type: 'string' },
  'without-each': { type: 'boolean' },
  curve: { type: 'boolean' },
  closures: { type: 'boolean' },
  program: { type: 'string' },
  data: { type: 'string' },
  json: { type: 'boolean' },
} as const;

type Values = ReturnType<typeof readArgs<typeof options>>['values'];

const panelOf = async (
  values: Values,
  judging: Judging,
  seed: number,
  context: CommandContext,
): Promise<Panel> => {
  const { stream, roster, truth, stays, patients, days } = values;
  if (stream === undefined && stays !== undefined)
    throw new UsageError('--stays belongs to --stream: simulated panels bring their own');
  if (stream === undefined && roster === undefined && truth === undefined) {
    const count = wholeNumber(patients, 'patients', 300, 1);
    return simulatedPanel({ seed, count, days: wholeNumber(days, 'days', 180, 1) }, judging);
  }
  if (stream === undefined || roster === undefined || truth === undefined)
    throw new UsageError('--stream, --roster and --truth belong together: name all three');
  if (patients !== undefined || days !== undefined)
    throw new UsageError('--patients and --days are for simulated panels: a stream says itself');
  const texts = {
    roster: await readText(roster),
    truth: await readText(truth),
    ...(stays === undefined ? {} : { stays: await readText(stays) }),
  };
  return givenPanel({ stream, roster, truth, stays }, texts, judging, context);
};

const ofClosures = ['closures', 'program', 'days', 'data', 'json'] as const;

/** What people said of the items of a live store: nothing is simulated or replayed. */
const showClosures = async (values: Values, context: CommandContext): Promise<void> => {
  const idle = Object.keys(values).find(name => !(ofClosures as readonly string[]).includes(name));
  if (idle) throw new UsageError(`--${idle} says nothing of closures: leave it or --closures out`);
  const { program, data, json } = values;
  const days = wholeNumber(values.days, 'days', usualDays, 1);
  if (days > mostDays) throw new UsageError(`--days must be at most ${mostDays}`);
  const quality = await readClosuresIn({ data, program, days }, context);
  context.print(json ? JSON.stringify(quality) : closuresText(quality));
};

const refuseClosureOptions = ({ program, data }: Values): void => {
  if (program !== undefined || data !== undefined)
    throw new UsageError('--program and --data are for --closures: add it or leave them out');
};

const evaluate = async (panel: Panel, seed: number, { tell, signal }: CommandContext): Promise<Report> => {
  const bar = progressBar(tell, 'judging patients');
  let done = 0;
  const onPatient = (): void => {
    done += 1;
    bar(done, panel.patients);
  };
  const judged = await judgeShares(panel.shares, { threads: paysThreads(panel.patients), onPatient, signal });
  const { startAt, endAt } = panel;
  const observed = observedTruth(panel.truth, startAt, endAt);
  return reportOf({
    ...observed,
    simulated: panel.simulated,
    seed,
    startAt,
    endAt,
    setNames: ['default', 'simple', 'single'],
    judged: judged.patients,
    messages: { ...judged.messages, ...(panel.strangers > 0 ? { strangers: panel.strangers } : {}) },
    ruleFailures: judged.ruleFailures,
  });
};

export const evaluateAlerts: Command = {
  help: `vigil evaluate-alerts [--patients 300] [--days 180] [--seed 1] [--rules FILE.json] [--without-each] [--curve]
                      [--svg FILE] [--json]
vigil evaluate-alerts --stream FILE.jsonl --roster roster.csv --truth truth.csv [--stays encounters.csv] [--seed 1]
                      [--rules FILE.json] [--without-each] [--curve] [--svg FILE] [--json]
vigil evaluate-alerts --closures [--program ID] [--days 180] [--data FOLDER] [--json]
  Leads a panel through the rules as the service would, with a reviewer who handles every item within a working day, and
  says what came of it: events detected and how long before, items per patient-week, and how many of them were right;
  beside two reference sets (simple, single) and an alerter by chance. Without --stream the patients are simulated.
  --stream: a line a message, {"at":"<ISO time>","topic":"vigil/v1/<deviceId>/<channel>","payload":{…}}.
  --truth: patient,scenario,onset,outcome,clinical, with ISO times; only clinical ones are events.
  --stays: patient,class,admittedAt,dischargedAt,emergent; inpatient ones are told to the service within the hour.
  --rules: what the default set should have otherwise, {"limits": {…}, "rules": {"<id>": {"enabled", "params"}}}.
  --without-each: also the default set without each of its rules: what each one costs, and what would be lost with it.
  --curve: also the default set with every threshold at ${curveScales.join(', ')} times its distance from what is ordinary.
  --closures: PPV from closures instead: of the items that people closed, in the store of the service or of --data, what share
    was real and acted upon, by program and rule; also while the service runs.
  Formats and definitions: docs/evaluate-alerts.md.`,
  run: async (args, context) => {
    const { values } = readArgs(args, options);
    if (values.closures) return showClosures(values, context);
    refuseClosureOptions(values);
    const seed = wholeNumber(values.seed, 'seed', 1);
    const proposal = values.rules === undefined ? null : await readProposal(values.rules);
    const panel = await panelOf(
      values,
      { proposal, withoutEach: values['without-each'] ?? false, withCurve: values.curve ?? false },
      seed,
      context,
    );
    const report = await evaluate(panel, seed, context);
    if (values.svg !== undefined) {
      await writeFile(values.svg, reportSvg(report)).catch(() => {
        throw new UsageError(`cannot write ${values.svg}`);
      });
    }
    context.print(values.json ? JSON.stringify(report) : reportText(report));
  },
};
