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
import { databaseFaults, databaseOf, databaseVariables, describeDatabase } from './config-database.ts';
import {
  describeInflux,
  type InfluxOptions,
  influxFaults,
  influxOf,
  influxVariables,
} from './config-influx.ts';
import { roleFaults, rolesOf, roleVariables } from './config-roles.ts';
import {
  describeSignIn,
  type SignInOptions,
  signInFaults,
  signInOf,
  signInVariables,
  type Tls,
  tlsOf,
} from './config-sign-in.ts';
import type { ProcessRole } from './roles.ts';

const port = z.coerce
  .number({ error: 'must be a port number' })
  .int('must be a port number')
  .min(0, 'must be a port number')
  .max(65_535, 'must be a port number (at most 65535)');

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
  ...roleVariables,
  ...brokerVariables,
  ...databaseVariables,
  ...influxVariables,
  ...signInVariables,
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
  /** address of the PostgreSQL database; null: the store is SQLite in the data folder */
  readonly database: string | null;
  readonly roles: readonly ProcessRole[];
  /** null: the store keeps all readings */
  readonly influx: InfluxOptions | null;
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
  const faults = [
    ...brokerFaults(e),
    ...databaseFaults(e),
    ...roleFaults(e),
    ...influxFaults(e),
    ...signInFaults(e),
  ];
  if (faults.length > 0) throw new ConfigError(faults.join('\n'));
  return {
    dataFolder: e.VIGIL_DATA,
    port: e.VIGIL_PORT,
    host: e.VIGIL_HOST,
    mqttPort: e.VIGIL_MQTT_PORT,
    maxPayloadBytes: e.VIGIL_MAX_PAYLOAD_BYTES,
    models: e.VIGIL_MODELS,
    mqtt: outsideBroker(e),
    database: databaseOf(e),
    roles: rolesOf(e),
    influx: influxOf(e),
    signIn: signInOf(e),
    tls: tlsOf(e),
    token: e.VIGIL_TOKEN ?? null,
  };
};

/** One line for the start of a log; nothing in it is secret. */
export const describeConfig = ({
  mqtt,
  mqttPort,
  influx,
  database,
  signIn,
  tls,
  token: _,
  ...config
}: Config): string =>
  Object.entries({
    ...config,
    ...(mqtt ? describeBroker(mqtt) : { mqttPort }),
    store: describeDatabase(database),
    ...describeInflux(influx),
    ...describeSignIn(signIn, tls),
  })
    .map(([name, value]) => `${name}=${value}`)
    .join(' ');
