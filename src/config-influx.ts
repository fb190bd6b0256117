import { readFileSync } from 'node:fs';
import { z } from 'zod';

const fileText = z.string().transform((path, context) => {
  try {
    return readFileSync(path, 'utf8').replace(/\r?\n$/, '');
  } catch {
    context.addIssue({ code: 'custom', message: 'must name a file that can be read' });
    return z.NEVER;
  }
});

const influxUrl = z.string().superRefine((text, context) => {
  const say = (message: string) => context.addIssue({ code: 'custom', message });
  if (!URL.canParse(text)) return say('must be the address of InfluxDB, such as http://influx.example:8086');
  const url = new URL(text);
  if (!['http:', 'https:'].includes(url.protocol)) say('must begin with http:// or https://');
  else if (url.search !== '' || url.hash !== '') say('must end with the port or a path');
});

/** Rules look back no further. */
const leastHotDays = 35;

/** What `config.ts` reads of the time-series database. */
export const influxVariables = {
  INFLUX_URL: influxUrl.optional(),
  INFLUX_USERNAME: z.string().optional(),
  INFLUX_PASSWORD: z.string().optional(),
  INFLUX_PASSWORD_FILE: fileText.optional(),
  INFLUX_DATABASE: z
    .string()
    .regex(/^[A-Za-z]\w{0,62}$/, 'must be a letter and up to 62 letters, digits or _')
    .optional(),
  VIGIL_HOT_DAYS: z.coerce
    .number({ error: 'must be a number of days' })
    .int('must be a whole number of days')
    .min(leastHotDays, `must be at least ${leastHotDays} days: rules look back that far`)
    .optional(),
};

const environment = z.object(influxVariables);
type Environment = z.infer<typeof environment>;

/** The InfluxDB that keeps the history of readings. */
export type InfluxOptions = {
  /** without user and password */
  readonly url: string;
  readonly username: string | null;
  readonly password: string | null;
  readonly database: string;
  /** older readings are kept in InfluxDB alone; null: the store keeps all */
  readonly hotDays: number | null;
};

const ofInflux = ['INFLUX_USERNAME', 'INFLUX_PASSWORD', 'INFLUX_PASSWORD_FILE', 'INFLUX_DATABASE'] as const;

const decoded = (text: string): string | undefined => (text === '' ? undefined : decodeURIComponent(text));

const inUrl = (e: Environment) => {
  const url = new URL(e.INFLUX_URL ?? 'http://unset');
  return { username: decoded(url.username), password: decoded(url.password) };
};

/** What is wrong with the variables of InfluxDB taken together. */
export const influxFaults = (e: Environment): string[] => {
  if (e.INFLUX_URL === undefined) {
    const unused = ofInflux.filter(name => e[name] !== undefined);
    return [
      ...unused.map(name => `${name} says how to reach InfluxDB at INFLUX_URL: set that too, or unset this`),
      ...(e.VIGIL_HOT_DAYS === undefined
        ? []
        : ['VIGIL_HOT_DAYS leaves older readings to InfluxDB: set INFLUX_URL too, or unset this']),
    ];
  }
  const { username, password } = inUrl(e);
  const passwords = [password, e.INFLUX_PASSWORD, e.INFLUX_PASSWORD_FILE].filter(p => p !== undefined);
  const users = [username, e.INFLUX_USERNAME].filter(u => u !== undefined);
  const faults: string[] = [];
  if (passwords.length > 1)
    faults.push(
      'INFLUX_PASSWORD is given more than once, also by INFLUX_PASSWORD_FILE or in INFLUX_URL: keep one',
    );
  if (users.length > 1) faults.push('INFLUX_USERNAME and a user in INFLUX_URL exclude each other: keep one');
  if (passwords.length > 0 && users.length === 0)
    faults.push('INFLUX_USERNAME is missing: a password is given');
  return faults;
};

const bareUrl = (text: string): string => {
  const url = new URL(text);
  url.username = '';
  url.password = '';
  return url.href.replace(/\/$/, '');
};

export const influxOf = (e: Environment): InfluxOptions | null => {
  if (e.INFLUX_URL === undefined) return null;
  const { username, password } = inUrl(e);
  return {
    url: bareUrl(e.INFLUX_URL),
    username: e.INFLUX_USERNAME ?? username ?? null,
    password: e.INFLUX_PASSWORD ?? e.INFLUX_PASSWORD_FILE ?? password ?? null,
    database: e.INFLUX_DATABASE ?? 'vigil',
    hotDays: e.VIGIL_HOT_DAYS ?? null,
  };
};

/** What may be shown of it: no secret. */
export const describeInflux = (influx: InfluxOptions | null) =>
  influx === null
    ? { influxUrl: 'none' }
    : {
        influxUrl: influx.url,
        influxUsername: influx.username ?? 'none',
        influxDatabase: influx.database,
        hotDays: influx.hotDays ?? 'all',
      };
