import type { Ranked } from './ranked.ts';

/**
 * What a set of encounters comes to, by distinct score in falling order: how many have the score, and how many of these
 * were readmitted. Ties need no order here, so every statistic of a tally is right about them.
 */
export type Tally = {
  readonly score: Float64Array;
  readonly weight: Float64Array;
  readonly events: Float64Array;
  readonly total: number;
  readonly totalEvents: number;
};

/** `drawn`: how often each patient is in the sample, with all encounters each time. */
export const tallyOf = ({ score, readmitted, patient, ends }: Ranked, drawn: Uint16Array): Tally => {
  const weight = new Float64Array(ends.length);
  const events = new Float64Array(ends.length);
  let [i, total, totalEvents] = [0, 0, 0];
  for (let group = 0; group < ends.length; group += 1) {
    const end = ends[group] as number;
    let [inGroup, ofThese] = [0, 0];
    for (; i < end; i += 1) {
      const times = drawn[patient[i] as number] as number;
      inGroup += times;
      ofThese += times * (readmitted[i] as number);
    }
    weight[group] = inGroup;
    events[group] = ofThese;
    total += inGroup;
    totalEvents += ofThese;
  }
  return { score, weight, events, total, totalEvents };
};

/** Every patient once. */
export const wholeTally = (ranked: Ranked): Tally => {
  const most = ranked.patient.reduce((a, b) => Math.max(a, b), 0);
  return tallyOf(ranked, new Uint16Array(most + 1).fill(1));
};
