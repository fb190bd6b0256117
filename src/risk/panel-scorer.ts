import type { Clock } from '../clock.ts';
import type { Store } from '../db/open.ts';
import { dayMs, hourMs, minuteMs } from '../domain/local-day.ts';
import { errorFields, type Log } from '../log.ts';
import { scorePanel } from './score-panel.ts';
import type { RiskScorer } from './scorer.ts';

export type PanelScorerDeps = {
  readonly store: Store;
  readonly scorers: readonly RiskScorer[];
  readonly clock: Clock;
  readonly log: Log;
  /** after commits that wrote events */
  readonly onChanged: () => void;
};

export type PanelScorer = {
  /** Scores and ranks everybody now, and from then on daily. */
  readonly start: () => void;
  /** Resolves once everybody is scored and ranked on what is stored now. */
  readonly rescore: () => Promise<void>;
  /** Stays, diagnoses, the roster or a program changed: rescore within a second; many requests are one. */
  readonly request: () => void;
  /** Resolves once nothing is in hand. */
  readonly idle: () => Promise<void>;
  /** Lets what is in hand finish and starts nothing more. */
  readonly stop: () => Promise<void>;
};

const waitMs = 1000;
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
  clock,
  log,
  onChanged,
}: PanelScorerDeps): PanelScorer => {
  let stopped = false;
  let last: Promise<void> = Promise.resolve();
  let restMs = waitMs;
  let cancelRequest: (() => void) | null = null;
  let cancelDaily = () => {};

  const run = async (): Promise<void> => {
    if (stopped) return;
    const startedAt = clock.now();
    if (await scorePanel(store, scorers, startedAt)) onChanged();
    restMs = Math.max(waitMs, restFactor * (clock.now() - startedAt));
  };

  const rescore = (): Promise<void> => {
    cancelRequest?.();
    cancelRequest = null;
    const next = last.then(run);
    last = next.catch(() => undefined);
    return next;
  };

  const requestAt = (at: number): void => {
    if (!stopped) cancelRequest ??= clock.wake(at, inBackground);
  };

  const inBackground = (): void => {
    rescore().catch(error => {
      log.error('risk-scoring-failed', errorFields(error));
      requestAt(clock.now() + minuteMs);
    });
  };

  const daily = (): void => {
    cancelDaily = clock.wake(nextDaily(clock.now()), () => {
      inBackground();
      daily();
    });
  };

  return {
    start: () => {
      inBackground();
      daily();
    },
    rescore,
    request: () => requestAt(clock.now() + restMs),
    idle: () => last,
    stop: async () => {
      stopped = true;
      cancelRequest?.();
      cancelDaily();
      await last;
    },
  };
};
