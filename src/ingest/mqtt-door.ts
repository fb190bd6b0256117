import type { OutsideBroker } from '../config-broker.ts';
import type { Metrics } from '../metrics.ts';
import { type BrokerDeps, startBroker } from './broker.ts';
import { startSubscriber } from './subscriber.ts';
import { clientIdOf } from './subscriber-client-id.ts';

export type MqttDoor = {
  /** where devices publish; null when no broker was asked for */
  readonly url: string | null;
  /** why no reading can come through this door now; null when they can */
  readonly shut: () => string | null;
  /** Rejects when the outside broker must not be relied on. */
  readonly failed: Promise<never>;
  readonly close: () => Promise<void>;
};

export type MqttDoorDeps = Omit<BrokerDeps, 'port'> & {
  /** 0 picks a free one; null starts no embedded broker */
  readonly port: number | null;
  /** null means the embedded broker */
  readonly outside: OutsideBroker | null;
  readonly dataFolder: string;
  readonly metrics: Metrics;
};

const never = new Promise<never>(() => {});

const outsideDoor = (broker: OutsideBroker, deps: MqttDoorDeps): MqttDoor => {
  const subscriber = startSubscriber({
    ...deps,
    broker,
    clientId: broker.clientId ?? clientIdOf(deps.dataFolder),
  });
  return {
    url: broker.url,
    shut: () => (subscriber.connected() ? null : 'the outside broker (MQTT_URL) is not connected'),
    failed: subscriber.failed,
    close: subscriber.close,
  };
};

/** Opens the way in for readings over MQTT: the outside broker where there is one, else the embedded one. */
export const openMqttDoor = async (deps: MqttDoorDeps): Promise<MqttDoor> => {
  if (deps.outside) return outsideDoor(deps.outside, deps);
  if (deps.port === null)
    return { url: null, shut: () => null, failed: never, close: () => Promise.resolve() };
  const { port, close } = await startBroker({ ...deps, port: deps.port });
  const host = deps.host.includes(':') ? `[${deps.host}]` : deps.host;
  return { url: `mqtt://${host}:${port}`, shut: () => null, failed: never, close };
};
