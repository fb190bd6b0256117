import { readFile, writeFile } from 'node:fs/promises';
import { observedTruth, type Report, reportOf } from '../evaluation/judge-quality/report.ts';
import { defaultLimits } from '../rules/limits.ts';
import { type Proposal, proposalSchema, propose } from '../rules/proposal.ts';
import { readArgs, wholeNumber } from './args.ts';
import { type Command, type CommandContext, UsageError } from './command.ts';
import { givenPanel } from './evaluate-alerts-given.ts';
import type { Judging, Panel } from './evaluate-alerts-panel.ts';
import { judgeShares, paysThreads } from './evaluate-alerts-run.ts';
import { simulatedPanel } from './evaluate-alerts-simulated.ts';
import { reportSvg } from './evaluate-alerts-svg.ts';
import { reportText } from './evaluate-alerts-text.ts';
import { progressBar } from './progress.ts';

const readText = (file: string): Promise<string> =>
  readFile(file, 'utf8').catch(() => {
    throw new UsageError(`cannot read ${file}`);
  });

const issueText = ({
  path,
  message,
}: {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}): string => `${path.map(String).join('.') || 'the file'}: ${message}`;

/** @throws UsageError naming the file and each field that is wrong */
const readProposal = async (file: string): Promise<Proposal> => {
  const text = await readText(file);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new UsageError(
      `${file} must be one JSON object: {"limits": {…}, "rules": {"<id>": {"enabled": …, "params": {…}}}}`,
    );
  }
  const parsed = proposalSchema.safeParse(value);
  const whole = parsed.success ? propose({ limits: defaultLimits, rules: {} }, parsed.data) : parsed;
  if (whole.success && parsed.success) return parsed.data;
  throw new UsageError((whole.error?.issues ?? []).map(issue => `${file}: ${issueText(issue)}`).join('\n'));
};

const options = {
  patients: { type: 'string' },
  days: { type: 'string' },
  seed: { type: 'string' },
  stream: { type: 'string' },
  roster: { type: 'string' },
  truth: { type: 'string' },
  rules: { type: 'string' },
  svg: { type: 'string' },
  'without-each': { type: 'boolean' },
  json: { type: 'boolean' },
} as const;

type Values = ReturnType<typeof readArgs<typeof options>>['values'];

const panelOf = async (
  values: Values,
  judging: Judging,
  seed: number,
  context: CommandContext,
): Promise<Panel> => {
  const { stream, roster, truth, patients, days } = values;
  if (stream === undefined && roster === undefined && truth === undefined) {
    const count = wholeNumber(patients, 'patients', 300, 1);
    return simulatedPanel({ seed, count, days: wholeNumber(days, 'days', 180, 1) }, judging);
  }
  if (stream === undefined || roster === undefined || truth === undefined)
    throw new UsageError('--stream, --roster and --truth belong together: name all three');
  if (patients !== undefined || days !== undefined)
    throw new UsageError('--patients and --days are for simulated panels: a stream says itself');
  const texts = { roster: await readText(roster), truth: await readText(truth) };
  return givenPanel({ stream, roster, truth }, texts, judging, context);
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
  help: `vigil evaluate-alerts [--patients 300] [--days 180] [--seed 1] [--rules FILE.json] [--without-each] [--svg FILE] [--json]
vigil evaluate-alerts --stream FILE.jsonl --roster roster.csv --truth truth.csv [--seed 1] [--rules FILE.json]
                      [--without-each] [--svg FILE] [--json]
  Leads a panel through the rules as the service would, with a reviewer who handles every item within a working day, and
  says what came of it: events detected and how long before, items per patient-week, and how many of them were right;
  beside two reference sets (simple, single) and an alerter by chance. Without --stream the patients are simulated.
  --stream: a line a message, {"at":"<ISO time>","topic":"vigil/v1/<deviceId>/<channel>","payload":{…}}.
  --truth: patient,scenario,onset,outcome,clinical, with ISO times; only clinical ones are events.
  --rules: what the default set should have otherwise, {"limits": {…}, "rules": {"<id>": {"enabled", "params"}}}.
  --without-each: also the default set without each of its rules: what each one costs, and what would be lost with it.
  Formats and definitions: docs/evaluate-alerts.md.`,
  run: async (args, context) => {
    const { values } = readArgs(args, options);
    const seed = wholeNumber(values.seed, 'seed', 1);
    const proposal = values.rules === undefined ? null : await readProposal(values.rules);
    const panel = await panelOf(
      values,
      { proposal, withoutEach: values['without-each'] ?? false },
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
