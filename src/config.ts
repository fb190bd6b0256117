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
import {
  describeSignIn,
  type SignInOptions,
  signInFaults,
  signInOf,
  signInVariables,
  type Tls,
  tlsOf,
} from './config-sign-in.ts';

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
    .refine(host => host === 'localhost' || isIP(host) !== 0, {
      error: 'must be an IP address such as 127.0.0.1, or localhost',
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
  VIGIL_TOKEN: z.string().min(1).optional(),
  VIGIL_ROLES: later('one process runs every role'),
  ...brokerVariables,
  ...signInVariables,
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
  readonly signIn: SignInOptions;
  /** null: HTTP */
  readonly tls: Tls | null;
  /** with which commands call the Vigil at `--api` */
  readonly token: string | null;
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
  const faults = [...brokerFaults(e), ...signInFaults(e)];
  if (faults.length > 0) throw new ConfigError(faults.join('\n'));
  return {
    dataFolder: e.VIGIL_DATA,
    port: e.VIGIL_PORT,
    host: e.VIGIL_HOST,
    mqttPort: e.VIGIL_MQTT_PORT,
    maxPayloadBytes: e.VIGIL_MAX_PAYLOAD_BYTES,
    models: e.VIGIL_MODELS,
    mqtt: outsideBroker(e),
    signIn: signInOf(e),
    tls: tlsOf(e),
    token: e.VIGIL_TOKEN ?? null,
  };
};

/** One line for the start of a log; nothing in it is secret. */
export const describeConfig = ({ mqtt, mqttPort, signIn, tls, token: _, ...config }: Config): string =>
  Object.entries({
    ...config,
    ...(mqtt ? describeBroker(mqtt) : { mqttPort }),
    ...describeSignIn(signIn, tls),
  })
    .map(([name, value]) => `${name}=${value}`)
    .join(' ');
