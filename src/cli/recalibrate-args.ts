import { dayMs } from '../domain/local-day.ts';
import { type Recalibrated, recalibratedModels } from '../risk/recalibrate/moments.ts';
import { readArgs, wholeNumber } from './args.ts';
import { UsageError } from './command.ts';
import type { SourceAsked } from './recalibrate-sources.ts';

export const usualDraws = 200;

const options = {
  model: { type: 'string' },
  program: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
  data: { type: 'string' },
  bootstrap: { type: 'string' },
  seed: { type: 'string' },
  svg: { type: 'string' },
  by: { type: 'string' },
  'own-outcomes': { type: 'boolean' },
  'dry-run': { type: 'boolean' },
  json: { type: 'boolean' },
} as const;

export type RecalibrateAsked = SourceAsked & {
  /** a file of encounters in place of the store's own stays */
  readonly data: string | null;
  readonly draws: number;
  readonly svg: string | null;
  readonly isJson: boolean;
  /** who answers for it; null: a dry run */
  readonly by: string | null;
  /** the file's encounters were said to be the site's own */
  readonly isOwn: boolean;
};

const modelOf = (name: string | undefined): Recalibrated => {
  const found = recalibratedModels.find(id => id === name);
  if (found) return found;
  const known = recalibratedModels.join(' or ');
  throw new UsageError(name === undefined ? `--model is missing: ${known}` : `--model must be ${known}`);
};

type Saving = {
  readonly data: string | undefined;
  readonly own: boolean;
  readonly by: string | undefined;
  readonly isDry: boolean;
};

/** The beginning of a day, in UTC. */
const dayOf = (text: string | undefined, name: string): number | null => {
  if (text === undefined) return null;
  const at = Date.parse(`${text}T00:00:00Z`);
  if (Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== text)
    throw new UsageError(`--${name} must be a date: 2026-01-31`);
  return at;
};

const personOf = (by: string | undefined, isDry: boolean): string | null => {
  if (isDry) return null;
  const name = by?.trim() ?? '';
  if (name === '')
    throw new UsageError(
      '--by is missing: name the person who answers for it, or add --dry-run to look only',
    );
  return name;
};

/** Of a file whose patients are others' nothing is saved: its probabilities would be told of one's own. */
const savesBy = ({ data, own, by, isDry }: Saving): string | null => {
  if (own && data === undefined)
    throw new UsageError('--own-outcomes goes with --data: outcomes of the data folder are your own');
  return personOf(by, isDry || (data !== undefined && !own));
};

const rangeOf = ({ from, to, data }: Readonly<Record<'from' | 'to' | 'data', string | undefined>>) => {
  if (data !== undefined && (from !== undefined || to !== undefined))
    throw new UsageError('--from and --to do not go with --data: the file has no dates');
  const [fromAt, lastDay] = [dayOf(from, 'from'), dayOf(to, 'to')];
  if (fromAt !== null && lastDay !== null && fromAt > lastDay)
    throw new UsageError('--from must not be later than --to');
  return { fromAt, toAt: lastDay === null ? null : lastDay + dayMs };
};

/** @throws UsageError naming the argument that is wrong */
export const recalibrateArgs = (args: readonly string[], now: number): RecalibrateAsked => {
  const { values, positionals } = readArgs(args, options);
  if (positionals.length > 0) throw new UsageError(`${positionals[0]} is no option: name each with --`);
  const { from, to, data, by } = values;
  const own = values['own-outcomes'] ?? false;
  const model = modelOf(values.model);
  if (data !== undefined && model !== 'readmission-30d')
    throw new UsageError('--data holds hospital stays: it goes with --model readmission-30d');
  return {
    model,
    programId: values.program ?? null,
    ...rangeOf({ from, to, data }),
    seed: wholeNumber(values.seed, 'seed', 1),
    now,
    data: data ?? null,
    draws: wholeNumber(values.bootstrap, 'bootstrap', usualDraws),
    svg: values.svg ?? null,
    isJson: values.json ?? false,
    by: savesBy({ data, own, by, isDry: values['dry-run'] ?? false }),
    isOwn: own,
  };
};
