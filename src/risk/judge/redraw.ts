import { patientDraws } from './draws.ts';
import { type Figure, intervalOf } from './figure.ts';

/** Figures of a sample, in which each patient is so many times. */
export type Sample<K extends string> = (drawn: Uint16Array) => Readonly<Record<K, number | null>>;

type Values<K extends string> = Readonly<Record<K, number | null>>;
export type Redrawn<K extends string> = { readonly whole: Values<K>; readonly drawn: readonly Values<K>[] };

export type Redraws = {
  readonly patients: number;
  readonly draws: number;
  readonly seed: number;
  /** after each draw; long work lets others have their turn here, and ends by throwing */
  readonly onDraw?: (done: number) => Promise<void>;
};

/** All samples are measured on the same draws, so that their differences are paired. */
export const redraw = async <K extends string>(
  samples: readonly Sample<K>[],
  { patients, draws, seed, onDraw }: Redraws,
): Promise<readonly Redrawn<K>[]> => {
  const everybody = new Uint16Array(patients).fill(1);
  const redrawn = samples.map(sample => ({ whole: sample(everybody), drawn: [] as Values<K>[] }));
  let done = 0;
  for (const drawn of patientDraws(patients, draws, seed)) {
    samples.forEach((sample, i) => {
      redrawn[i]?.drawn.push(sample(drawn));
    });
    done += 1;
    await onDraw?.(done);
  }
  return redrawn;
};

const keysOf = <K extends string>(values: Values<K>): readonly K[] => Object.keys(values) as K[];

const minus = (a: number | null | undefined, b: number | null | undefined): number | null =>
  typeof a === 'number' && typeof b === 'number' ? a - b : null;

export const figuresOf = <K extends string>({ whole, drawn }: Redrawn<K>): Readonly<Record<K, Figure>> =>
  Object.fromEntries(
    keysOf(whole).map(key => [
      key,
      { value: whole[key], interval: intervalOf(drawn.map(values => values[key])) },
    ]),
  ) as Record<K, Figure>;

/** One less the other, each draw on its own: narrower than two intervals side by side when both err alike. */
export const differencesOf = <K extends string>(
  one: Redrawn<K>,
  other: Redrawn<K>,
): Readonly<Record<K, Figure>> =>
  figuresOf({
    whole: differenceOf(one.whole, other.whole),
    drawn: one.drawn.map((values, i) => differenceOf(values, other.drawn[i])),
  });

const differenceOf = <K extends string>(one: Values<K>, other: Values<K> | undefined): Values<K> =>
  Object.fromEntries(keysOf(one).map(key => [key, minus(one[key], other?.[key])])) as Values<K>;
