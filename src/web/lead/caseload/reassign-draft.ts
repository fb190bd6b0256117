import type { ReassignInput } from '../../../contract/reports.ts';

/** What stands in the form of a re-assignment. */
export type ReassignDraft = {
  /** '' while nobody is chosen */
  readonly to: string;
  readonly which: 'all' | 'first' | 'chosen';
  readonly count: number | null;
  readonly chosen: ReadonlySet<string>;
};

const most = 200;

/** How many lines a draft moves at most, of so many that are there. */
export const countOf = ({ which, count, chosen }: ReassignDraft, all: number): number => {
  if (which === 'chosen') return chosen.size;
  return Math.min(which === 'first' ? (count ?? 0) : most, all);
};

export const isComplete = (draft: ReassignDraft, all: number): boolean =>
  draft.to !== '' && countOf(draft, all) > 0;

export const bodyOf = (draft: ReassignDraft, from: string | null, all: number): ReassignInput => {
  const whose = { from, to: draft.to };
  if (draft.which === 'chosen') return { ...whose, itemIds: [...draft.chosen] };
  return { ...whose, count: countOf(draft, all) };
};
