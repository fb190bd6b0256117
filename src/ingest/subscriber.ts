import { createBackOff } from '../back-off.ts';
import { type Clock, sleepFor } from '../clock.ts';
import { ConfigError } from '../config.ts';
import type { OutsideBroker } from '../config-broker.ts';
import { errorFields, type Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import { probeBroker } from './broker-probe.ts';
import type { Ingest } from './ingest.ts';
import { openSession } from './subscriber-session.ts';

export type SubscriberDeps = {
  readonly broker: OutsideBroker;
  readonly clientId: string;
  readonly ingest: Ingest;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
};

export type Subscriber = {
  readonly connected: () => boolean;
  /** Rejects with a ConfigError when the broker, first reached, must not be relied on. */
  readonly failed: Promise<never>;
  /** Stops taking messages, acknowledges what is in hand, and says goodbye. */
  readonly close: () => Promise<void>;
};

const never = new Promise<never>(() => {});

const whenAborted = (signal: AbortSignal): Promise<'closing'> =>
  new Promise(resolve => {
    signal.addEventListener('abort', () => resolve('closing'), { once: true });
  });

/** Tells of the connection when it changes, not at every try. */
const connectionState = ({ log, metrics }: SubscriberDeps) => {
  let is: 'new' | 'connected' | 'lost' = 'new';
  let connections = 0;
  metrics.gauge('vigil_broker_connected', () => Number(is === 'connected'));
  return {
    connected: () => is === 'connected',
    everConnected: () => connections > 0,
    nowConnected: (sessionPresent: boolean): void => {
      if (connections > 0) metrics.count('vigil_broker_reconnects_total');
      connections += 1;
      if (is !== 'connected') log.info('broker-connected', { sessionPresent });
      // expected once in the life of a client id; else what came while Vigil was away is lost
      if (!sessionPresent) log.warn('broker-session-new');
      is = 'connected';
    },
    nowLost: (error: unknown): void => {
      if (is !== 'lost') log.warn('broker-lost', errorFields(error));
      is = 'lost';
    },
  };
};

/**
 * Vigil as a client of a broker that is not its own. The broker keeps a session with QoS 1; a message is
 * acknowledged to it once its group has been committed, and one that could not be stored comes again.
 */
export const startSubscriber = (deps: SubscriberDeps): Subscriber => {
  const { broker, clientId, ingest, clock, log } = deps;
  const stopping = new AbortController();
  const closing = stopping.signal;
  const closed = whenAborted(closing);
  const state = connectionState(deps);
  const beforeReconnect = createBackOff();
  const beforeRedelivery = createBackOff();
  let probed = !broker.probe;

  const onFailed = (error: unknown): number => {
    log.error('ingest-failed', errorFields(error));
    return beforeRedelivery(clock.now());
  };

  const probe = async (): Promise<void> => {
    const verdict = await probeBroker({ broker, clientId, clock, signal: closing });
    if (verdict === 'not-permitted') log.warn('broker-probe-not-permitted', { topic: 'vigil/probe/+' });
    probed = true;
  };

  const visit = async () => {
    if (!probed) await probe();
    const session = await openSession({ broker, clientId, ingest, clock, closing, onFailed });
    state.nowConnected(session.sessionPresent);
    const ended = await Promise.race([session.ended, closed]);
    if (ended === 'closing') await session.close();
    return ended;
  };

  const run = async (): Promise<void> => {
    while (!closing.aborted) {
      try {
        const ended = await visit();
        if (ended !== 'lost') continue;
        state.nowLost(new Error('the broker closed the connection'));
      } catch (error) {
        if (error instanceof ConfigError && !state.everConnected()) throw error;
        if (!closing.aborted) state.nowLost(error);
      }
      await sleepFor(clock, beforeReconnect(clock.now()), closing);
    }
  };

  const running = run();
  const failed = running.then(() => never);
  // whoever does not wait for it still sees Vigil not ready
  failed.catch(() => {});
  return {
    connected: state.connected,
    failed,
    close: async () => {
      stopping.abort();
      await running.catch(() => {});
    },
  };
};
