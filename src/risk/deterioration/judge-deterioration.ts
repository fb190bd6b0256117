import { auroc } from '../judge/auroc.ts';
import { averagePrecision } from '../judge/average-precision.ts';
import { brier } from '../judge/brier.ts';
import { calibrationOf, observedToExpected } from '../judge/calibration.ts';
import { captureAt } from '../judge/capture.ts';
import { calibrationError, type ReliabilityBin, reliabilityBins } from '../judge/reliability.ts';
import { probabilityOf } from '../model/score-cells.ts';
import { type Fitted, type LabelledDay, scoreDays, tallyDays } from './fit-deterioration.ts';
import { shownValue } from './shown-parts.ts';

export type JudgedDay = LabelledDay & {
  readonly program: string;
  readonly scenario: string;
  readonly outcomeAt: number | null;
};

type Ranked = {
  readonly auroc: number | null;
  readonly captureAt5: number | null;
  readonly captureAt10: number | null;
};

/** Of a scenario: its events, and in how many the patient was ever among the highest of the program's days in the last 14. */
export type Detection = {
  readonly scenario: string;
  readonly events: number;
  readonly everInTop5: number;
  readonly everInTop10: number;
};

export type DeteriorationFigures = {
  readonly days: number;
  readonly patients: number;
  readonly events: number;
  readonly baseRate: number;
  readonly auroc: number | null;
  readonly auprc: number | null;
  readonly brier: number | null;
  readonly calibrationSlope: number | null;
  readonly calibrationIntercept: number | null;
  readonly observedToExpected: number | null;
  readonly ece: number | null;
  readonly bins: readonly ReliabilityBin[];
  /** of the score as it is shown */
  readonly byProgram: Readonly<Record<string, Ranked & { readonly days: number; readonly baseRate: number }>>;
  readonly detection: readonly Detection[];
  /** of days on which nothing is under way: share that reads exactly 0, and the value at the 95th and 99th percentile */
  readonly stable: {
    readonly days: number;
    readonly zero: number;
    readonly p95: number;
    readonly p99: number;
  };
};

const round = <T extends number | null>(value: T): T =>
  (value === null ? null : Math.round(value * 1e4) / 1e4) as T;

const rankedOf = (values: Float64Array, days: readonly JudgedDay[]): Ranked => {
  const tally = tallyDays(values, days);
  return {
    auroc: round(auroc(tally)),
    captureAt5: round(captureAt(tally, 0.05).capture),
    captureAt10: round(captureAt(tally, 0.1).capture),
  };
};

type Scored = { readonly day: JudgedDay; readonly value: number };

/** The value that the first ceil(share × n) days of a program have at least, and above 0. */
const cutOf = (scored: readonly Scored[], share: number): number => {
  const falling = scored.map(s => s.value).toSorted((a, b) => b - a);
  return Math.max(falling[Math.ceil(share * falling.length) - 1] ?? 0, Number.MIN_VALUE);
};

const detectionOf = (byProgram: ReadonlyMap<string, readonly Scored[]>): readonly Detection[] => {
  const events = new Map<string, { readonly scenario: string; top5: boolean; top10: boolean }>();
  for (const scored of byProgram.values()) {
    const [five, ten] = [cutOf(scored, 0.05), cutOf(scored, 0.1)];
    for (const { day, value } of scored) {
      if (day.outcomeAt === null) continue;
      const key = `${day.patient} ${day.outcomeAt}`;
      const event = events.get(key) ?? { scenario: day.scenario, top5: false, top10: false };
      event.top5 ||= value >= five;
      event.top10 ||= value >= ten;
      events.set(key, event);
    }
  }
  return [...Map.groupBy(events.values(), e => e.scenario)]
    .map(([scenario, its]) => ({
      scenario,
      events: its.length,
      everInTop5: its.filter(e => e.top5).length,
      everInTop10: its.filter(e => e.top10).length,
    }))
    .toSorted((a, b) => b.events - a.events);
};

const stableOf = (scored: readonly Scored[]): DeteriorationFigures['stable'] => {
  const values = scored.filter(s => s.day.isStable).map(s => s.value);
  const rising = values.toSorted((a, b) => a - b);
  const at = (share: number) => round(rising[Math.floor(share * (rising.length - 1))] ?? 0);
  const zero = values.filter(value => value === 0).length / Math.max(1, values.length);
  return { days: values.length, zero: round(zero), p95: at(0.95), p99: at(0.99) };
};

const programFigures = (scored: readonly Scored[]) => {
  const days = scored.map(s => s.day);
  const baseRate = round(days.filter(d => d.label === 1).length / days.length);
  return {
    ...rankedOf(
      Float64Array.from(scored, s => s.value),
      days,
    ),
    days: days.length,
    baseRate,
  };
};

/** Judges a fitted model on days it has not seen. */
export const judgeDeterioration = (
  { form, weights, ordinary }: Fitted,
  days: readonly JudgedDay[],
): DeteriorationFigures => {
  const { logits, sums } = scoreDays(form, weights, days);
  const tally = tallyDays(logits.map(probabilityOf), days);
  const calibration = calibrationOf(tally);
  const scored = days.map((day, i) => ({ day, value: shownValue(sums[i] as number, ordinary) }));
  const byProgram = Map.groupBy(scored, s => s.day.program);
  const detection = detectionOf(byProgram);
  return {
    days: days.length,
    patients: new Set(days.map(d => d.patient)).size,
    events: detection.reduce((sum, d) => sum + d.events, 0),
    baseRate: round(tally.totalEvents / tally.total),
    auroc: round(auroc(tally)),
    auprc: round(averagePrecision(tally)),
    brier: round(brier(tally)),
    calibrationSlope: round(calibration?.slope ?? null),
    calibrationIntercept: round(calibration?.intercept ?? null),
    observedToExpected: round(observedToExpected(tally)),
    ece: round(calibrationError(tally)),
    bins: reliabilityBins(tally),
    byProgram: Object.fromEntries([...byProgram].map(([program, its]) => [program, programFigures(its)])),
    detection,
    stable: stableOf(scored),
  };
};
