import { connect, type IClientOptions, type MqttClient } from 'mqtt';
import { ConfigError } from '../config.ts';
import type { OutsideBroker } from '../config-broker.ts';

export type Link = { readonly client: MqttClient; readonly sessionPresent: boolean };

export type ConnectAs = {
  readonly clientId: string;
  /** true makes the broker forget what it kept for this client */
  readonly clean: boolean;
  /** gives up connecting; what is connected stays */
  readonly signal: AbortSignal;
  /** sets up the client before the first message can come */
  readonly prepare?: (client: MqttClient) => void;
};

const optionsOf = ({ username, password, ca, cert, key }: OutsideBroker): IClientOptions => ({
  protocolVersion: 4,
  connectTimeout: 10_000,
  keepalive: 30,
  // a lost connection is not mended: the next one is a new client
  reconnectPeriod: 0,
  ...(username === null ? {} : { username }),
  ...(password === null ? {} : { password }),
  ...(ca === null ? {} : { ca }),
  ...(cert === null || key === null ? {} : { cert, key }),
});

/** What the broker's answer to CONNECT says about the configuration; 3, "unavailable", says nothing. */
const refusals: Readonly<Record<string, string>> = {
  1: 'MQTT_URL names a broker that does not speak MQTT 3.1.1',
  2: 'MQTT_CLIENT_ID is refused by the broker: set it to one that the broker takes',
  4: 'MQTT_USERNAME or its password is refused by the broker: correct MQTT_USERNAME, MQTT_PASSWORD or MQTT_PASSWORD_FILE',
  5: 'MQTT_USERNAME is refused by the broker: correct it or its password, or allow it (with this client id) at the broker',
};

const tlsFault = /^(ERR_TLS|ERR_SSL|ERR_OSSL|CERT_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO)/;

/** An error that waiting does not mend, said with its remedy; any other as it is. */
const explained = (error: unknown): unknown => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (refusals[code] !== undefined) return new ConfigError(refusals[code]);
  return tlsFault.test(code)
    ? new ConfigError(
        `MQTT_URL names a broker with which TLS fails (${code}): name its authority in MQTT_CA, and check the host, the port, MQTT_CERT and MQTT_KEY`,
      )
    : error;
};

/** Connects once. @throws ConfigError when the broker refuses what was configured; else the cause, or why it closed */
export const connectTo = (broker: OutsideBroker, as: ConnectAs): Promise<Link> =>
  new Promise((resolve, reject) => {
    const { clientId, clean, signal, prepare } = as;
    const client = connect(broker.url, { ...optionsOf(broker), clientId, clean });
    prepare?.(client);
    const hangUp = () => client.end(true);
    signal.addEventListener('abort', hangUp, { once: true });
    client.once('connect', ({ sessionPresent }) => {
      signal.removeEventListener('abort', hangUp);
      resolve({ client, sessionPresent });
    });
    // of a connection that stood, the close is what counts
    client.on('error', error => reject(explained(error)));
    client.once('close', () => {
      signal.removeEventListener('abort', hangUp);
      reject(new Error('the broker closed the connection'));
    });
    if (signal.aborted) hangUp();
  });

/** Subscribes with QoS 1. @throws ConfigError naming the filter for which the broker does not grant it */
export const subscribeTo = async (client: MqttClient, filters: readonly string[]): Promise<void> => {
  for (const filter of filters) {
    const granted = await client.subscribeAsync(filter, { qos: 1 }).catch((error: Error) => {
      const answered = 'packet' in error && error.packet !== undefined;
      if (answered) return [];
      throw error;
    });
    if (granted[0]?.qos !== 1)
      throw new ConfigError(
        `MQTT_TOPICS holds ${filter}, for which the broker grants no QoS 1: allow this user to read it`,
      );
  }
};
