import type { ReplayReport } from '../contract/ingest.ts';
import { rejectedStates } from '../db/tables/readings.ts';
import { discardInput } from '../ingest/rejected-discard.ts';
import { whereStored } from './anywhere.ts';
import { readArgs, wholeNumber } from './args.ts';
import { type Command, UsageError } from './command.ts';
import { progressBar } from './progress.ts';
import { deskHere, deskThrough, type RejectedDesk } from './rejected-desk.ts';
import { countsText, groupText, messageLine, outcomeText, wholeText } from './rejected-text.ts';

const options = {
  group: { type: 'string' },
  all: { type: 'boolean' },
  state: { type: 'string' },
  limit: { type: 'string' },
  cursor: { type: 'string' },
  why: { type: 'string' },
  api: { type: 'string' },
  json: { type: 'boolean' },
} as const;

const parse = (args: readonly string[]) => readArgs(args, options);
type Given = ReturnType<typeof parse>['values'];

/** What a verb did, as data and as text. */
type Said = { readonly data: unknown; readonly text: string };
type Verb = (desk: RejectedDesk, given: Given, id: string | undefined) => Promise<Said>;

const oneOf = (given: Given, id: string | undefined, all: boolean): void => {
  const named = [id, given.group, all ? given.all : undefined].filter(target => target !== undefined);
  if (named.length !== 1) throw new UsageError(`name one message, or --group KEY${all ? ', or --all' : ''}`);
};

const stateGiven = ({ state = 'waiting' }: Given) => {
  const known = rejectedStates.find(one => one === state);
  if (known === undefined) throw new UsageError(`--state must be one of ${rejectedStates.join(', ')}`);
  return known;
};

const list: Verb = async (desk, given) => {
  const limit = wholeNumber(given.limit, 'limit', 100, 1);
  const { group, cursor } = given;
  const page = await desk.list({ state: stateGiven(given), group, cursor, limit });
  const more = page.next === null ? [] : [`more: --cursor ${page.next}`];
  return { data: page, text: [...page.items.map(messageLine), ...more].join('\n') || 'none' };
};

const groups: Verb = async desk => {
  const page = await desk.groups();
  return { data: page, text: page.items.map(groupText).join('\n') || 'none' };
};

const show: Verb = async (desk, _, id) => {
  if (id === undefined) throw new UsageError('name one message');
  const message = await desk.show(id);
  return { data: message, text: wholeText(message) };
};

const sumOf = (a: ReplayReport, b: ReplayReport): ReplayReport => ({
  tried: a.tried + b.tried,
  replayed: a.replayed + b.replayed,
  unowned: a.unowned + b.unowned,
  rejectedAgain: a.rejectedAgain + b.rejectedAgain,
  left: a.left + b.left,
});

const replayGroups = async (desk: RejectedDesk, keys: readonly string[]): Promise<Said> => {
  let report: ReplayReport = { tried: 0, replayed: 0, unowned: 0, rejectedAgain: 0, left: 0 };
  for (const key of keys) report = sumOf(report, await desk.replayGroup(key));
  return { data: report, text: countsText(report) };
};

const replay: Verb = async (desk, given, id) => {
  oneOf(given, id, true);
  if (id !== undefined) {
    const message = await desk.replay(id);
    return { data: message, text: outcomeText(message) };
  }
  if (given.group !== undefined) return replayGroups(desk, [given.group]);
  return replayGroups(
    desk,
    (await desk.groups()).items.map(({ key }) => key),
  );
};

const discard: Verb = async (desk, given, id) => {
  oneOf(given, id, false);
  const parsed = discardInput.safeParse(given.why === undefined ? {} : { why: given.why });
  if (!parsed.success) throw new UsageError('--why takes 1 to 500 characters');
  const input = parsed.data;
  if (id !== undefined) {
    const message = await desk.discard(id, input);
    return { data: message, text: outcomeText(message) };
  }
  const report = await desk.discardGroup(given.group ?? '', input);
  return { data: report, text: `${report.discarded} discarded` };
};

const verbs: Readonly<Record<string, Verb>> = { list, groups, show, replay, discard };

export const rejectedCommand: Command = {
  help: `vigil rejected list [--group KEY] [--state waiting|replayed|discarded] [--limit N] [--cursor C]
vigil rejected groups
vigil rejected show ID
vigil rejected replay ID | --group KEY | --all
vigil rejected discard ID | --group KEY [--why TEXT]
  Messages that became no reading: what is wrong and how to mend it; tried again after a fix, as of when they came, or
  put aside. Each with --json. Works on the data folder, or through the Vigil that runs on it (or the one at --api URL).`,
  run: async (args, context) => {
    const { values, positionals } = parse(args);
    const [name = '', id, ...rest] = positionals;
    const verb = Object.hasOwn(verbs, name) ? verbs[name] : undefined;
    if (!verb || rest.length > 0)
      throw new UsageError(`say what to do: ${Object.keys(verbs).join(', ')}, and name one message at most`);
    const startBar = () => progressBar(context.tell, name === 'discard' ? 'discarding' : 'replaying');
    const said = await whereStored(
      context,
      values.api,
      app => verb(deskHere(app, context.clock.now(), startBar), values, id),
      call => verb(deskThrough(call), values, id),
    );
    context.print(values.json ? JSON.stringify(said.data) : said.text);
  },
};
