import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import type { BacktestBody, BacktestResult } from '../contract/backtests.ts';
import { backtestProgram } from '../evaluation/backtest.ts';
import { inThreads } from '../evaluation/backtest-threads.ts';
import { requireProposed } from '../roster/rule-set-check.ts';
import { currentRuleSet } from '../roster/rule-sets.ts';
import { defaultLimits } from '../rules/limits.ts';
import { type Proposal, proposalSchema } from '../rules/proposal.ts';
import { callAt, jsonBody } from './anywhere.ts';
import { readArgs, wholeNumber } from './args.ts';
import { backtestText } from './backtest-text.ts';
import { type Command, type CommandContext, UsageError } from './command.ts';
import { openAsked, type StoreAsked, whereAsked } from './open-asked.ts';
import { progressBar } from './progress.ts';

const contentOf = (file: string): unknown => {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new UsageError(`--rules: ${file} cannot be read`);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(`--rules: ${file} is not JSON: ${error instanceof Error ? error.message : ''}`);
  }
};

/** @throws UsageError naming the file and the field */
const proposalIn = (file: string): Proposal => {
  const parsed = proposalSchema.safeParse(contentOf(file));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
  const field = [...(issue?.path ?? []), ...unknown].join('.') || 'the whole';
  throw new UsageError(`--rules: ${file}: ${field}: ${issue?.message}; it may hold "limits" and "rules"`);
};

type Asked = { readonly program: string; readonly proposal: Proposal; readonly days: number };

/** Where no store can be opened, what is wrong with the rules is said first: that is to be mended all the same. */
const storeFor = async (asked: StoreAsked, config: CommandContext['config'], proposal: Proposal) => {
  try {
    const where = whereAsked(asked, config);
    return { where, store: await openAsked(where) };
  } catch (error) {
    requireProposed({ limits: defaultLimits, rules: {} }, proposal);
    throw error;
  }
};

const onStore = async (
  asked: StoreAsked,
  { program, proposal, days }: Asked,
  { clock, signal, tell, config }: CommandContext,
): Promise<BacktestResult> => {
  const { where, store } = await storeFor(asked, config, proposal);
  try {
    const proposed = requireProposed(await currentRuleSet(store, program), proposal);
    const onProgress = progressBar(tell, 'replaying');
    return await backtestProgram(
      { store, shares: availableParallelism(), runShare: inThreads(where, signal), onProgress },
      { programId: program, proposed, days, at: clock.now() },
    );
  } finally {
    await store.close();
  }
};

const pollMs = 500;

const throughApi = async (
  api: string,
  { program, proposal, days }: Asked,
  { config, tell, signal, print }: CommandContext,
  asJson: boolean,
): Promise<void> => {
  const call = callAt(api, config);
  const bar = progressBar(tell, 'replaying');
  let body = await call<BacktestBody>('/backtests', jsonBody({ program, ...proposal, days }));
  while (body.state === 'running' && !signal.aborted) {
    await new Promise(resolve => setTimeout(resolve, pollMs));
    body = await call<BacktestBody>(`/backtests/${body.id}`);
    bar(Math.round(body.progress * 100), 100);
  }
  if (asJson) return print(JSON.stringify(body));
  print(
    body.result ? `${backtestText(body.result)}\n\nkept as ${body.id}` : `failed: ${body.why ?? 'stopped'}`,
  );
};

export const backtest: Command = {
  help: `vigil backtest --program ID --rules FILE.json [--days 90] [--data FOLDER | --demo | --api URL] [--json]
  Replays the stored readings of a program's patients under the rule set in force and under a proposed one, and says what
  would have changed: alerts by rule, items gained and lost, which lost ones had been closed as real, admissions that
  neither would have caught, patients most affected. Nothing in the live state changes, also while the service runs.
  --rules FILE   what should differ: {"limits": {"severeSystolicMmHg": 175}, "rules": {"pulse-high": {"enabled": false},
                 "bp-severe": {"params": {…}}, "bp-low": null}}; null sets a rule back as it ships
  --data FOLDER  the data folder (default DATABASE_URL where it is set, else VIGIL_DATA)
  --demo         the store of vigil demo, in the folder "demo" of it
  --api URL      has the Vigil that answers there run and keep it; activation of the rule set may then rest on its id`,
  run: async (args, context) => {
    const { values } = readArgs(args, {
      program: { type: 'string' },
      rules: { type: 'string' },
      days: { type: 'string' },
      data: { type: 'string' },
      demo: { type: 'boolean' },
      api: { type: 'string' },
      json: { type: 'boolean' },
    });
    if (values.program === undefined) throw new UsageError('say which program: --program heart-failure');
    if (values.rules === undefined) throw new UsageError('say what should differ: --rules new.json');
    if ((values.data !== undefined || values.demo) && values.api !== undefined)
      throw new UsageError('give --data, --demo or --api, not both a store and --api');
    const days = wholeNumber(values.days, 'days', 90, 1);
    if (days > 366) throw new UsageError('--days must be at most 366');
    const asked = { program: values.program, proposal: proposalIn(values.rules), days };
    if (values.api !== undefined) return throughApi(values.api, asked, context, values.json === true);
    const result = await onStore(values, asked, context);
    context.print(values.json ? JSON.stringify(result) : backtestText(result));
  },
};
