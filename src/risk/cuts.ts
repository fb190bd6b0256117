import type { RiskSettings } from '../domain/risk.ts';

/** Up to which rank one is in the highest tier and enters the cohort, and beyond which one is in neither upper tier and leaves. */
export type Cuts = { readonly enterWithin: number; readonly leaveBeyond: number };

const firstPercent = (percent: number, outOf: number): number => Math.ceil((outOf * percent) / 100);

/**
 * Where a program cuts its ranking: at its percents, or at its capacity; then the second cut keeps the proportion of the
 * two percents.
 */
export const cutsOf = (
  { percents: [highest, high], capacity }: Pick<RiskSettings, 'percents' | 'capacity'>,
  outOf: number,
): Cuts =>
  capacity === null
    ? { enterWithin: firstPercent(highest, outOf), leaveBeyond: firstPercent(high, outOf) }
    : {
        enterWithin: Math.min(outOf, capacity),
        leaveBeyond: Math.min(outOf, Math.ceil((capacity * high) / highest)),
      };

/** "highest 5 %", or "first 40" where the program cuts by its capacity. */
export const cutNames = ({ percents, capacity }: Pick<RiskSettings, 'percents' | 'capacity'>) => {
  const [highest, high] = percents;
  return capacity === null
    ? { entered: `highest ${highest} %`, stayed: `highest ${high} %` }
    : { entered: `first ${capacity}`, stayed: `first ${Math.ceil((capacity * high) / highest)}` };
};
