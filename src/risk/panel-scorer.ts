import type { Clock } from '../clock.ts';
import type { Store } from '../db/open.ts';
import { dayMs, hourMs, minuteMs } from '../domain/local-day.ts';
import { errorFields, type Log } from '../log.ts';
import { pruneHistory } from './score-history.ts';
import { scorePanel } from './score-panel.ts';
import type { RiskScorer, TelemetryOf } from './scorer.ts';

export type PanelScorerDeps = {
  readonly store: Store;
  readonly scorers: readonly RiskScorer[];
  /** absent: no score looks at readings */
  readonly telemetryOf?: TelemetryOf | undefined;
  readonly clock: Clock;
  readonly log: Log;
  /** after commits that wrote events */
  readonly onChanged: () => void;
  /** false while another process has this duty; absent: nobody else can */
  readonly mine?: (() => Promise<boolean>) | undefined;
  /** asks the process that scores; absent: this one does */
  readonly askElsewhere?: (() => void) | undefined;
};

export type PanelScorer = {
  /** what everybody is scored by, as it was found the last time: one that broke is unavailable */
  readonly scorers: readonly RiskScorer[];
  readonly telemetryOf: TelemetryOf | undefined;
  /** Scores and ranks everybody now, and from then on daily. */
  readonly start: () => void;
  /** Resolves once everybody is scored and ranked on what is stored now. */
  readonly rescore: () => Promise<void>;
  /** Stays, diagnoses, the roster or a program changed: rescore within a second; many requests are one. */
  readonly request: () => void;
  /** Readings came in: rescores a quarter of an hour later, where a score rests on them. Costs nothing a reading. */
  readonly noteReadings: () => void;
  /** Resolves once nothing is in hand. */
  readonly idle: () => Promise<void>;
  /** Lets what is in hand finish and starts nothing more. */
  readonly stop: () => Promise<void>;
};

const waitMs = 1000;
/** readings come all the time */
const readingsWaitMs = 15 * minuteMs;
/** a large panel is not scored over and over: the next time waits some times as long as the last one took */
const restFactor = 5;
/** before the morning of every time zone of the United States */
const dailyAtMs = 9 * hourMs;

const nextDaily = (at: number): number => {
  const today = Math.floor(at / dayMs) * dayMs + dailyAtMs;
  return today > at ? today : today + dayMs;
};

/** Keeps every program's ranking current: at the start, daily, and soon after what it rests on has changed. */
export const createPanelScorer = ({
  store,
  scorers,
  telemetryOf,
  clock,
  log,
  onChanged,
  mine,
  askElsewhere,
}: PanelScorerDeps): PanelScorer => {
  let stopped = false;
  let last: Promise<void> = Promise.resolve();
  let restMs = waitMs;
  let found = scorers;
  let cancelRequest: (() => void) | null = null;
  let cancelDaily = () => {};
  let cancelReadings: (() => void) | null = null;
  const restsOnReadings = scorers.some(s => s.restsOn === 'readings' && s.unavailable === null);

  const run = async (): Promise<void> => {
    if (stopped || (mine && !(await mine()))) return;
    const startedAt = clock.now();
    const onBroken = ({ id }: RiskScorer, error: unknown): void =>
      log.error('risk-score-failed', { score: id, ...errorFields(error) });
    const panel = await scorePanel(store, scorers, startedAt, { telemetryOf, onBroken });
    found = panel.scorers;
    if (panel.altered) onChanged();
    restMs = Math.max(waitMs, restFactor * (clock.now() - startedAt));
  };

  const rescore = (): Promise<void> => {
    cancelRequest?.();
    cancelRequest = null;
    const next = last.then(run);
    last = next.catch(() => undefined);
    return next;
  };

  const requestAfter = (ms: number): void => {
    if (!stopped) cancelRequest ??= clock.after(ms, inBackground);
  };

  const inBackground = (): void => {
    rescore().catch(error => {
      log.error('risk-scoring-failed', errorFields(error));
      requestAfter(minuteMs);
    });
  };

  const noteReadings = (): void => {
    if (!restsOnReadings || stopped || cancelReadings) return;
    cancelReadings = clock.after(readingsWaitMs, () => {
      cancelReadings = null;
      inBackground();
    });
  };

  const prune = (): void => {
    last = last
      .then(() => (stopped ? undefined : pruneHistory(store, clock.now())))
      .catch(error => log.error('risk-history-not-pruned', errorFields(error)));
  };

  const daily = (): void => {
    cancelDaily = clock.wake(nextDaily(clock.now()), () => {
      inBackground();
      prune();
      daily();
    });
  };

  return {
    get scorers() {
      return found;
    },
    telemetryOf,
    start: () => {
      inBackground();
      daily();
    },
    rescore,
    request: askElsewhere ?? (() => requestAfter(restMs)),
    noteReadings,
    idle: () => last,
    stop: async () => {
      stopped = true;
      cancelRequest?.();
      cancelReadings?.();
      cancelDaily();
      await last;
    },
  };
};
