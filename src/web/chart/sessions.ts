import { minuteMs } from '../../domain/local-day.ts';
import type { Row } from './model.ts';

/** As the rules have it: blood pressures at most 15 min apart are one session, and its mean is judged. */
const sessionGapMs = 15 * minuteMs;

/** A sitting: where it stands in time, its mean a series, and the readings that it is the mean of. */
export type Session = {
  readonly at: number;
  readonly values: readonly number[];
  readonly rows: readonly Row[];
};

const meanOf = (rows: readonly Row[], index: number): number =>
  rows.reduce((sum, row) => sum + (row.values[index] ?? Number.NaN), 0) / rows.length;

const sessionOf = (rows: readonly Row[]): Session => ({
  at: rows.reduce((sum, row) => sum + row.at, 0) / rows.length,
  values: (rows[0]?.values ?? []).map((_, index) => meanOf(rows, index)),
  rows,
});

/** What lines are drawn through: of blood pressure the means of sessions, of other kinds each trusted reading. */
export const sessionsOf = (rows: readonly Row[], isPressure: boolean): Session[] => {
  const trusted = rows.filter(row => row.look !== 'suspect' && row.values.length > 0);
  const sittings: Row[][] = [];
  for (const row of trusted) {
    const sitting = sittings.at(-1);
    const before = sitting?.at(-1);
    if (isPressure && sitting && before && row.at - before.at <= sessionGapMs) sitting.push(row);
    else sittings.push([row]);
  }
  return sittings.map(sessionOf);
};
