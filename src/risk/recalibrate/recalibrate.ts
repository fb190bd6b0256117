import { AppError } from '../../errors.ts';
import type { Calibration } from '../judge/calibration.ts';
import type { Redraws } from '../judge/redraw.ts';
import { fitCalibration, type JudgedCalibration, judgeCalibration } from './judge-calibration.ts';
import { countEvents, type Outcome } from './outcome.ts';
import type { Split } from './split.ts';

export type Recalibration = {
  /** on all outcomes: what is saved */
  readonly fit: Calibration;
  /** of the fit on the very outcomes it was fitted on: its slope and O/E are 1 whatever it is worth */
  readonly all: JudgedCalibration;
  /** of a fit on one part, judged on the other; null where a part has too little to fit or judge */
  readonly check: null | {
    readonly fit: Calibration;
    readonly fittedOn: { readonly n: number; readonly events: number };
    readonly judged: JudgedCalibration;
  };
};

/** Fewer leave the curve of a calibration too uncertain: Van Calster 2016, J Clin Epidemiol 74:167. */
export const leastEvents = 200;

const requireEvents = (outcomes: readonly Outcome[]): void => {
  const events = countEvents(outcomes);
  if (events >= leastEvents) return;
  const missing = leastEvents - events;
  throw new AppError(
    'not-allowed-now',
    `a recalibration needs ${leastEvents} events: there are ${events} in ${outcomes.length} outcomes, ${missing} too few`,
    {
      field: 'events',
      remedy:
        'take in a longer time (--from, --to) or the whole site (no --program), or wait for more outcomes',
    },
  );
};

const unfit = (why: string): AppError =>
  new AppError('not-allowed-now', `this score cannot be recalibrated on these outcomes: ${why}`, {
    field: 'slope',
    remedy: 'judge the model first (vigil evaluate-model), and see that stays and outcomes are complete',
  });

const fitOf = (outcomes: readonly Outcome[]): Calibration => {
  const fit = fitCalibration(outcomes);
  if (!fit) throw unfit('no slope can be fitted, since outcomes or scores are all the same');
  if (fit.slope <= 0) throw unfit(`it ranks them the wrong way (slope ${fit.slope.toFixed(3)})`);
  return fit;
};

const hasBoth = (outcomes: readonly Outcome[]): boolean =>
  outcomes.some(o => o.event === null) && outcomes.some(o => o.event !== null);

const checkOf = async ({ fitted, judged }: Split, redraws: Omit<Redraws, 'patients'>) => {
  const fit = fitCalibration(fitted);
  if (!fit || !hasBoth(judged)) return null;
  const fittedOn = { n: fitted.length, events: countEvents(fitted) };
  return { fit, fittedOn, judged: await judgeCalibration(judged, fit, redraws) };
};

/**
 * Logistic recalibration of a score's log-odds. @throws AppError not-allowed-now with fewer than 200 events, and for a score
 * that tells the outcomes apart the wrong way or not at all
 */
export const recalibrate = async (
  outcomes: readonly Outcome[],
  split: Split,
  redraws: Omit<Redraws, 'patients'>,
): Promise<Recalibration> => {
  requireEvents(outcomes);
  const fit = fitOf(outcomes);
  return {
    fit,
    all: await judgeCalibration(outcomes, fit, redraws),
    check: await checkOf(split, redraws),
  };
};
