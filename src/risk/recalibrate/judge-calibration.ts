import { brier } from '../judge/brier.ts';
import { type Calibration, calibrationOf, observedToExpected } from '../judge/calibration.ts';
import type { Figure } from '../judge/figure.ts';
import { type Ranked, rankedOf } from '../judge/ranked.ts';
import { figuresOf, type Redraws, redraw } from '../judge/redraw.ts';
import { calibrationError, type ReliabilityBin, reliabilityBins } from '../judge/reliability.ts';
import { type Tally, tallyOf, wholeTally } from '../judge/tally.ts';
import { countEvents, type Outcome } from './outcome.ts';

export const calibrationKeys = ['slope', 'intercept', 'brier', 'ece', 'observedToExpected'] as const;
type CalibrationKey = (typeof calibrationKeys)[number];
export type CalibrationFigures = Readonly<Record<CalibrationKey, Figure>>;

/** Before and after a fit, on the same outcomes. */
export type JudgedCalibration = {
  readonly n: number;
  readonly patients: number;
  readonly events: number;
  /** outcomes with an event: more than events where one admission was looked ahead to more than once */
  readonly followed: number;
  readonly before: CalibrationFigures;
  readonly after: CalibrationFigures;
  readonly bins: Readonly<Record<'before' | 'after', readonly ReliabilityBin[]>>;
};

const asScored: Calibration = { slope: 1, intercept: 0 };

const probabilityOf = ({ value }: Outcome, { slope, intercept }: Calibration): number =>
  1 / (1 + Math.exp(-(slope * value + intercept)));

/** Patients are numbered anew among these outcomes, so that a redraw draws no others. */
const patientsOf = (outcomes: readonly Outcome[]): { readonly of: Uint32Array; readonly count: number } => {
  const places = new Map<number, number>();
  const of = Uint32Array.from(outcomes, ({ patient }) => {
    const place = places.get(patient) ?? places.size;
    places.set(patient, place);
    return place;
  });
  return { of, count: places.size };
};

const ranked = (outcomes: readonly Outcome[], patients: Uint32Array, fit: Calibration): Ranked =>
  rankedOf({
    scores: Float64Array.from(outcomes, o => probabilityOf(o, fit)),
    readmitted: Uint8Array.from(outcomes, o => (o.event === null ? 0 : 1)),
    patients,
  });

/** Null where none can be fitted: one outcome only, or one score only. */
export const fitCalibration = (outcomes: readonly Outcome[]): Calibration | null =>
  outcomes.length === 0
    ? null
    : calibrationOf(wholeTally(ranked(outcomes, patientsOf(outcomes).of, asScored)));

const figuresOfTally = (tally: Tally): Readonly<Record<CalibrationKey, number | null>> => {
  const fit = calibrationOf(tally);
  return {
    slope: fit?.slope ?? null,
    intercept: fit?.intercept ?? null,
    brier: brier(tally),
    ece: calibrationError(tally),
    observedToExpected: observedToExpected(tally),
  };
};

/** Intervals redraw patients, the fit held as it is. */
export const judgeCalibration = async (
  outcomes: readonly Outcome[],
  fit: Calibration,
  redraws: Omit<Redraws, 'patients'>,
): Promise<JudgedCalibration> => {
  const { of, count: patients } = patientsOf(outcomes);
  const both = [ranked(outcomes, of, asScored), ranked(outcomes, of, fit)] as const;
  const samples = both.map(its => (drawn: Uint16Array) => figuresOfTally(tallyOf(its, drawn)));
  const [before, after] = await redraw(samples, { ...redraws, patients });
  if (!before || !after) throw new RangeError('as many are redrawn as are judged');
  return {
    n: outcomes.length,
    patients,
    events: countEvents(outcomes),
    followed: outcomes.filter(o => o.event !== null).length,
    before: figuresOf(before),
    after: figuresOf(after),
    bins: {
      before: reliabilityBins(wholeTally(both[0])),
      after: reliabilityBins(wholeTally(both[1])),
    },
  };
};
