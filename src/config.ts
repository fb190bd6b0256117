import { isIP } from 'node:net';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import {
  brokerFaults,
  brokerVariables,
  describeBroker,
  type OutsideBroker,
  outsideBroker,
} from './config-broker.ts';

const loopback = (host: string) =>
  host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));

const port = z.coerce
  .number({ error: 'must be a port number' })
  .int('must be a port number')
  .min(0, 'must be a port number')
  .max(65_535, 'must be a port number (at most 65535)');

const later = (why: string) =>
  z
    .string()
    .optional()
    .refine(value => value === undefined, { error: `is not supported by this version (${why}): unset it` });

/** the models that ship with Vigil */
const shippedModels = fileURLToPath(new URL('../models', import.meta.url));

const environment = z.object({
  VIGIL_DATA: z.string().min(1).default('./data'),
  VIGIL_PORT: port.default(8080),
  VIGIL_HOST: z
    .string()
    .refine(loopback, {
      error: 'must be a loopback address (127.0.0.1, ::1 or localhost) until sign-in exists',
    })
    .default('127.0.0.1'),
  VIGIL_MQTT_PORT: port.default(1883),
  VIGIL_MAX_PAYLOAD_BYTES: z.coerce
    .number({ error: 'must be a number of bytes' })
    .int('must be a whole number of bytes')
    .min(256, 'must be at least 256 bytes')
    .max(1_048_576, 'must be at most 1048576 bytes')
    .default(65_536),
  VIGIL_MODELS: z.string().min(1).default(shippedModels),
  VIGIL_ROLES: later('one process runs every role'),
  ...brokerVariables,
  INFLUX_URL: later('history is kept in SQLite'),
  DATABASE_URL: later('the store is SQLite'),
});

export type Config = {
  readonly dataFolder: string;
  readonly port: number;
  readonly host: string;
  readonly mqttPort: number;
  readonly maxPayloadBytes: number;
  /** the folder of risk models */
  readonly models: string;
  /** null: the broker is embedded */
  readonly mqtt: OutsideBroker | null;
};

export class ConfigError extends Error {}

/** Reads and validates the environment; the error names each variable and what it should be. */
export const readConfig = (env: Readonly<Record<string, string | undefined>>): Config => {
  const names = Object.keys(environment.shape);
  const given = Object.fromEntries(names.flatMap(name => (env[name] ? [[name, env[name]]] : [])));
  const parsed = environment.safeParse(given);
  if (!parsed.success) {
    throw new ConfigError(parsed.error.issues.map(i => `${i.path.join('.')} ${i.message}`).join('\n'));
  }
  const e = parsed.data;
  const faults = brokerFaults(e);
  if (faults.length > 0) throw new ConfigError(faults.join('\n'));
  return {
    dataFolder: e.VIGIL_DATA,
    port: e.VIGIL_PORT,
    host: e.VIGIL_HOST,
    mqttPort: e.VIGIL_MQTT_PORT,
    maxPayloadBytes: e.VIGIL_MAX_PAYLOAD_BYTES,
    models: e.VIGIL_MODELS,
    mqtt: outsideBroker(e),
  };
};

/** One line for the start of a log; nothing in it is secret. */
export const describeConfig = ({ mqtt, mqttPort, ...config }: Config): string =>
  Object.entries({ ...config, ...(mqtt ? describeBroker(mqtt) : { mqttPort }) })
    .map(([name, value]) => `${name}=${value}`)
    .join(' ');
