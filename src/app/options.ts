import type { FixedTokens } from '../accounts/identify.ts';
import type { createApi } from '../api/server.ts';
import type { Attendance } from '../attendance/attendance.ts';
import type { Clock } from '../clock.ts';
import type { OutsideBroker } from '../config-broker.ts';
import type { InfluxOptions } from '../config-influx.ts';
import type { SignInOptions, Tls } from '../config-sign-in.ts';
import type { AccessLog } from '../db/access-log.ts';
import type { Store } from '../db/open.ts';
import type { Rule } from '../domain/rule.ts';
import type { Backtests } from '../evaluation/backtests.ts';
import type { Evaluator } from '../evaluation/evaluator.ts';
import type { Ingest } from '../ingest/ingest.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import type { RiskModels } from '../risk/load-models.ts';
import type { PanelScorer } from '../risk/panel-scorer.ts';
import type { ProcessRole } from '../roles.ts';
import type { Directory } from '../roster/directory.ts';
import type { Dispatcher } from '../worklist/webhooks/dispatcher.ts';

export type AppOptions = {
  readonly dataFolder: string;
  /** address of a PostgreSQL database; null or absent: SQLite in the data folder */
  readonly database?: string | null;
  /** connections that only read, of PostgreSQL; 8 by default */
  readonly readers?: number;
  /** a command beside the service or in its stead for a moment: it leaves the history queue as the service keeps it */
  readonly passing?: boolean;
  /** absent: all */
  readonly roles?: readonly ProcessRole[];
  readonly host: string;
  /** 0 picks a free one; null serves no HTTP */
  readonly port: number | null;
  /** 0 picks a free one; null starts no broker */
  readonly mqttPort: number | null;
  /** a broker that is not ours; the embedded one is not started then */
  readonly mqtt?: OutsideBroker | null;
  /** where readings are kept beyond the store; null or absent: nowhere */
  readonly influx?: InfluxOptions | null;
  readonly maxPayloadBytes: number;
  readonly clock: Clock;
  /** whether the clock is compared with that of the database: one of several processes goes by the time of all */
  readonly guardClock?: boolean;
  readonly log: Log;
  readonly webFolder: string | null;
  /** false only for a store that is thrown away */
  readonly durable?: boolean;
  readonly rules?: readonly Rule[];
  /** the folder of risk models; null or absent: none */
  readonly models?: string | null;
  /** how people sign in; by default with local accounts, on this machine */
  readonly signIn?: SignInOptions;
  /** certificate and key; null or absent: HTTP */
  readonly tls?: Tls | null;
};

export type App = {
  readonly store: Store;
  readonly directory: Directory;
  readonly ingest: Ingest;
  readonly evaluator: Evaluator;
  readonly risk: PanelScorer;
  readonly models: RiskModels;
  readonly backtests: Backtests;
  readonly metrics: Metrics;
  readonly accessLog: AccessLog;
  readonly webhooks: Dispatcher;
  readonly attendance: Attendance;
  readonly tokens: FixedTokens;
  readonly api: ReturnType<typeof createApi>;
  readonly url: string | null;
  readonly mqttUrl: string | null;
  /** Rejects when it turns out that the service must not go on as configured. */
  readonly failed: Promise<never>;
  /** Is ready no more, stops taking readings, lets what is in hand finish, hangs up, then closes the store. */
  readonly close: () => Promise<void>;
};
