import type { Tally } from './tally.ts';

/** Where a list of so many ends: all above `score` are on it, and of those with just that score the share `ofEqual`. */
export type Cut = { readonly score: number; readonly ofEqual: number; readonly listed: number };

export type Capture = {
  readonly listed: number;
  /** of all readmitted, the share on the list */
  readonly capture: number | null;
  /** of those on the list, the share readmitted */
  readonly precision: number | null;
  /** precision over the base rate */
  readonly lift: number | null;
};

/** The list of the highest ceil(share × n). Null of nothing. */
export const cutAt = ({ score, weight, total }: Tally, share: number): Cut | null => {
  if (total === 0) return null;
  // a share such as 0.07 of 100 is a little over 7
  const listed = Math.ceil(share * total - 1e-9);
  let left = listed;
  for (let i = 0; i < score.length; i += 1) {
    const here = weight[i] as number;
    if (here >= left && here > 0) return { score: score[i] as number, ofEqual: left / here, listed };
    left -= here;
  }
  return { score: Number.NEGATIVE_INFINITY, ofEqual: 1, listed };
};

/** How many, and how many readmitted, a cut lists; of equal scores the expected number, whoever is taken. */
export const listedBy = (
  { score, weight, events }: Tally,
  cut: Pick<Cut, 'score' | 'ofEqual'>,
): { readonly listed: number; readonly found: number } => {
  let [listed, found] = [0, 0];
  for (let i = 0; i < score.length; i += 1) {
    const here = score[i] as number;
    if (here < cut.score) break;
    const share = here > cut.score ? 1 : cut.ofEqual;
    listed += share * (weight[i] as number);
    found += share * (events[i] as number);
  }
  return { listed, found };
};

/** What the highest share of the encounters holds. */
export const captureAt = (tally: Tally, share: number): Capture => {
  const cut = cutAt(tally, share);
  if (cut === null) return { listed: 0, capture: null, precision: null, lift: null };
  const { found } = listedBy(tally, cut);
  const { total, totalEvents } = tally;
  const precision = cut.listed > 0 ? found / cut.listed : null;
  return {
    listed: cut.listed,
    capture: totalEvents > 0 ? found / totalEvents : null,
    precision,
    lift: precision !== null && totalEvents > 0 ? (precision * total) / totalEvents : null,
  };
};
