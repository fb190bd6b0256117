import type { Cohort } from './cohort.ts';
import type { Figure } from './figure.ts';
import { figuresOf, type Redraws, redraw, type Sample } from './redraw.ts';

const deciles = 10;

/** How ill the encounters of a group are in each tenth of the score, the lowest first; null where it has none there. */
export type GroupBurden = {
  readonly name: string;
  readonly n: number;
  readonly meanByDecile: readonly (number | null)[];
  /**
   * How much more illness than the whole cohort at equal score: the group's encounters less the mean of all in the same
   * tenth. Above 0: at the same score they are more ill, so the score underrates their need (Obermeyer 2019).
   */
  readonly excess: Figure;
};

/** The tenth of each encounter by its score; equal scores are in one tenth, that of their middle. */
export const decilesOf = (scores: Float64Array): Uint8Array => {
  const order = Uint32Array.from(scores.keys()).sort((a, b) => (scores[a] ?? 0) - (scores[b] ?? 0));
  const decile = new Uint8Array(scores.length);
  for (let from = 0; from < order.length; ) {
    let to = from + 1;
    while (to < order.length && scores[order[to] ?? 0] === scores[order[from] ?? 0]) to += 1;
    const middle = (from + to - 1) / 2 / order.length;
    for (; from < to; from += 1) decile[order[from] ?? 0] = Math.floor(deciles * middle);
  }
  return decile;
};

type Cells = { readonly weight: Float64Array; readonly sum: Float64Array };

type Burden = {
  readonly illness: Float64Array;
  readonly cell: Uint32Array;
  readonly names: readonly string[];
};

const cellsOf = ({ illness, cell, names }: Burden, { patient }: Cohort, drawn: Uint16Array): Cells => {
  const weight = new Float64Array(names.length * deciles);
  const sum = new Float64Array(names.length * deciles);
  for (let i = 0; i < cell.length; i += 1) {
    const at = cell[i] as number;
    const times = drawn[patient[i] as number] as number;
    weight[at] = (weight[at] as number) + times;
    sum[at] = (sum[at] as number) + times * (illness[i] as number);
  }
  return { weight, sum };
};

const total = (values: Float64Array, decile: number): number =>
  values.reduce((sum, value, at) => (at % deciles === decile ? sum + value : sum), 0);

const excessOf = ({ weight, sum }: Cells, group: number): number | null => {
  let [n, more] = [0, 0];
  for (let decile = 0; decile < deciles; decile += 1) {
    const at = group * deciles + decile;
    const here = weight[at] ?? 0;
    if (here === 0) continue;
    n += here;
    more += (sum[at] ?? 0) - (here * total(sum, decile)) / total(weight, decile);
  }
  return n > 0 ? more / n : null;
};

export type IllnessGrouping = {
  readonly scores: Float64Array;
  readonly illness: Float64Array;
  readonly groups: readonly string[];
};

/** Illness at equal score, by group, in the order of the groups' names. */
export const judgeBurden = async (
  cohort: Cohort,
  { scores, illness, groups }: IllnessGrouping,
  redraws: Redraws,
): Promise<readonly GroupBurden[]> => {
  const names = [...new Set(groups)].toSorted((a, b) => a.localeCompare(b, 'en'));
  const place = new Map(names.map((name, i) => [name, i]));
  const decile = decilesOf(scores);
  const cell = Uint32Array.from(groups, (name, i) => (place.get(name) ?? 0) * deciles + (decile[i] ?? 0));
  const burden = { illness, cell, names };
  const sample: Sample<string> = drawn => {
    const cells = cellsOf(burden, cohort, drawn);
    return Object.fromEntries(names.map((name, i) => [name, excessOf(cells, i)]));
  };
  const [redrawn] = await redraw([sample], redraws);
  const figures = redrawn ? figuresOf(redrawn) : {};
  const { weight, sum } = cellsOf(burden, cohort, new Uint16Array(cohort.patients).fill(1));
  return names.map((name, i) => {
    const own = weight.subarray(i * deciles, (i + 1) * deciles);
    return {
      name,
      n: own.reduce((a, b) => a + b, 0),
      meanByDecile: Array.from(own, (n, d) => (n > 0 ? (sum[i * deciles + d] ?? 0) / n : null)),
      excess: figures[name] ?? { value: null, interval: null },
    };
  });
};
