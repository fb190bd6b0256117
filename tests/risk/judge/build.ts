import { rankedOf } from '../../../src/risk/judge/ranked.ts';
import { type Tally, tallyOf, wholeTally } from '../../../src/risk/judge/tally.ts';

/** Score and outcome of one encounter. */
export type Row = readonly [score: number, readmitted: 0 | 1];

const rankedRows = (rows: readonly Row[]) =>
  rankedOf({
    scores: rows.map(([score]) => score),
    readmitted: rows.map(([, readmitted]) => readmitted),
    patients: rows.map((_, i) => i),
  });

/** Each encounter of a patient of its own. */
export const tally = (...rows: readonly Row[]): Tally => wholeTally(rankedRows(rows));

/** Each encounter so many times. */
export const drawnTally = (rows: readonly Row[], times: readonly number[]): Tally =>
  tallyOf(rankedRows(rows), Uint16Array.from(times));
