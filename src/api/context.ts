import type { FixedTokens } from '../accounts/identify.ts';
import type { Clock } from '../clock.ts';
import type { SignInOptions } from '../config-sign-in.ts';
import type { AccessLog } from '../db/access-log.ts';
import type { Store } from '../db/open.ts';
import type { Backtests } from '../evaluation/backtests.ts';
import type { Ingest } from '../ingest/ingest.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import type { History } from '../readings/history/history.ts';
import type { RiskModels } from '../risk/load-models.ts';
import type { PanelScorer } from '../risk/panel-scorer.ts';
import type { Directory } from '../roster/directory.ts';
import type { EventFeed } from '../worklist/event-feed.ts';

/** Why a process must be given nothing to do now, and what mends it. */
export type Unready = { readonly why: string; readonly remedy: string };

/** What routes work with. */
export type ApiDeps = {
  readonly store: Store;
  /** a patient's readings, however old */
  readonly history: History;
  readonly directory: Directory;
  readonly ingest: Ingest;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly feed: EventFeed;
  readonly accessLog: AccessLog;
  /** something changed that the evaluator should look at */
  readonly kick: () => void;
  readonly risk: PanelScorer;
  readonly models: RiskModels;
  readonly backtests: Backtests;
  readonly signIn: SignInOptions;
  readonly tokens: FixedTokens;
  /** why this process is not ready; null when it is */
  readonly notReady: () => Unready | null;
  /** aborts when open streams are to be ended, for the process stops; absent: never */
  readonly leaving?: AbortSignal;
  /** a process without the role `api` tells only how it is */
  readonly serves?: 'everything' | 'health';
  /** built web page; null when it is not served */
  readonly webFolder: string | null;
};
