import type { FixedTokens } from '../accounts/identify.ts';
import type { Clock } from '../clock.ts';
import type { SignInOptions } from '../config-sign-in.ts';
import type { AccessLog } from '../db/access-log.ts';
import type { Store } from '../db/open.ts';
import type { Backtests } from '../evaluation/backtests.ts';
import type { Ingest } from '../ingest/ingest.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import type { RiskModels } from '../risk/load-models.ts';
import type { PanelScorer } from '../risk/panel-scorer.ts';
import type { Directory } from '../roster/directory.ts';
import type { EventFeed } from '../worklist/event-feed.ts';

/** What routes work with. */
export type ApiDeps = {
  readonly store: Store;
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
  /** why readings cannot come in now; null when they can */
  readonly notReady: () => string | null;
  /** built web page; null when it is not served */
  readonly webFolder: string | null;
};
