import type { ActionTaken, Verdict } from '../domain/alert.ts';
import { isActionable } from './backtest-outcome.ts';

export type Review = { readonly verdict: Verdict; readonly action: ActionTaken };

/** An item that a person closed: by rule what was said of its alerts; none where nothing was. */
export type Closure = {
  readonly programId: string;
  readonly rules: ReadonlyMap<string, readonly Review[]>;
};

/** Convention: of fewer an interval spans half of all there is, and a share invites to be believed. */
export const fewestCoded = 30;

export type ClosureQuality = {
  readonly closed: number;
  readonly coded: number;
  readonly uncodedShare: number | null;
  readonly ppv: number | null;
  readonly ppvInterval: [number, number] | null;
  readonly hidden: string | null;
};

const z95 = 1.959964;

const rounded = (share: number): number => Number(Math.min(1, Math.max(0, share)).toFixed(4));

/** Wilson's 95 % interval of a share (Wilson 1927). */
export const wilson = (over: number, under: number): [number, number] => {
  const share = over / under;
  const z2 = z95 ** 2;
  const centre = share + z2 / (2 * under);
  const half = z95 * Math.sqrt((share * (1 - share) + z2 / (4 * under)) / under);
  return [rounded((centre - half) / (1 + z2 / under)), rounded((centre + half) / (1 + z2 / under))];
};

const isRight = (reviews: readonly Review[]): boolean =>
  reviews.some(({ verdict, action }) => verdict === 'true' && isActionable(action));

const qualityOf = (closures: readonly (readonly Review[])[]): ClosureQuality => {
  const coded = closures.filter(reviews => reviews.length > 0);
  const isHidden = coded.length < fewestCoded;
  const right = coded.filter(isRight).length;
  return {
    closed: closures.length,
    coded: coded.length,
    uncodedShare: closures.length === 0 ? null : rounded(1 - coded.length / closures.length),
    ppv: isHidden ? null : rounded(right / coded.length),
    ppvInterval: isHidden ? null : wilson(right, coded.length),
    hidden: isHidden ? `fewer than ${fewestCoded} coded closures` : null,
  };
};

export type RuleQuality = ClosureQuality & { readonly id: string };
export type ProgramQuality = ClosureQuality & {
  readonly program: string;
  readonly rules: readonly RuleQuality[];
};

const rulesOf = (closures: readonly Closure[]): RuleQuality[] => {
  const byRule = Map.groupBy(
    closures.flatMap(({ rules }) => [...rules]),
    ([id]) => id,
  );
  return [...byRule]
    .map(([id, its]) => ({ id, ...qualityOf(its.map(([, reviews]) => reviews)) }))
    .sort((a, b) => b.coded - a.coded || (a.id < b.id ? -1 : 1));
};

/**
 * What share of the items that people closed was right by their own word: real, and acted upon. An item is coded when any
 * of its alerts is, and right when any is right; a rule by its own alerts alone. Pure.
 */
export const closureQuality = (
  programs: readonly string[],
  closures: readonly Closure[],
): readonly ProgramQuality[] =>
  programs.map(program => {
    const own = closures.filter(c => c.programId === program);
    return { program, ...qualityOf(own.map(c => [...c.rules.values()].flat())), rules: rulesOf(own) };
  });
