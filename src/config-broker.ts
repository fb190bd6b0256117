import { readFileSync } from 'node:fs';
import { z } from 'zod';

const fileText = z.string().transform((path, context) => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    context.addIssue({ code: 'custom', message: 'must name a file that can be read' });
    return z.NEVER;
  }
});

const brokerUrl = z.string().superRefine((text, context) => {
  const say = (message: string) => context.addIssue({ code: 'custom', message });
  if (!URL.canParse(text)) return say('must be the address of a broker, such as mqtts://broker.example:8883');
  const url = new URL(text);
  if (!['mqtt:', 'mqtts:'].includes(url.protocol) || url.hostname === '')
    say('must begin with mqtt:// or mqtts:// and a host');
  else if (url.username !== '' || url.password !== '')
    say('must hold no user and no password: use MQTT_USERNAME and MQTT_PASSWORD or MQTT_PASSWORD_FILE');
  else if (!['', '/'].includes(url.pathname) || url.search !== '' || url.hash !== '')
    say('must end with the port');
});

const isTopicFilter = (filter: string): boolean =>
  filter !== '' &&
  filter
    .split('/')
    .every(
      (level, i, all) => level === '+' || (level === '#' && i === all.length - 1) || !/[+#\0]/.test(level),
    );

const topicFilters = z
  .string()
  .transform(text => text.split(',').map(filter => filter.trim()))
  .refine(filters => filters.every(isTopicFilter), {
    error: 'must be MQTT topic filters with commas between, such as vigil/v1/+/+',
  });

/** What `config.ts` reads of the broker that is not ours. */
export const brokerVariables = {
  MQTT_URL: brokerUrl.optional(),
  MQTT_USERNAME: z.string().optional(),
  MQTT_PASSWORD: z.string().optional(),
  MQTT_PASSWORD_FILE: fileText.optional(),
  MQTT_CA: fileText.optional(),
  MQTT_CERT: fileText.optional(),
  MQTT_KEY: fileText.optional(),
  MQTT_CLIENT_ID: z
    .string()
    .regex(/^[\w.:-]{1,60}$/, 'must be 1 to 60 letters, digits or any of _ . : -')
    .optional(),
  MQTT_TOPICS: topicFilters.optional(),
  VIGIL_BROKER_PROBE: z.enum(['on', 'off'], { error: 'must be on or off' }).default('on'),
};

const environment = z.object(brokerVariables);
type Environment = z.infer<typeof environment>;

/** A broker that is not ours; Vigil is one of its clients. */
export type OutsideBroker = {
  readonly url: string;
  readonly username: string | null;
  readonly password: string | null;
  /** PEM; null means what the system trusts */
  readonly ca: string | null;
  readonly cert: string | null;
  readonly key: string | null;
  /** null means one that is made once and kept in the data folder */
  readonly clientId: string | null;
  readonly topics: readonly string[];
  /** whether the broker is tried for keeping what it is given, before it is relied on */
  readonly probe: boolean;
};

const ofBroker = [
  'USERNAME',
  'PASSWORD',
  'PASSWORD_FILE',
  'CA',
  'CERT',
  'KEY',
  'CLIENT_ID',
  'TOPICS',
] as const;

/** What is wrong with the variables of the outside broker taken together. */
export const brokerFaults = (e: Environment): string[] => {
  if (e.MQTT_URL === undefined) {
    return ofBroker
      .filter(name => e[`MQTT_${name}`] !== undefined)
      .map(name => `MQTT_${name} says how to reach the broker of MQTT_URL: set that too, or unset this`);
  }
  const faults: string[] = [];
  const encrypted = e.MQTT_URL.startsWith('mqtts:');
  if (e.MQTT_PASSWORD !== undefined && e.MQTT_PASSWORD_FILE !== undefined)
    faults.push('MQTT_PASSWORD and MQTT_PASSWORD_FILE are both set: unset one');
  if ((e.MQTT_PASSWORD ?? e.MQTT_PASSWORD_FILE) !== undefined && e.MQTT_USERNAME === undefined)
    faults.push('MQTT_USERNAME is missing: a password is given');
  if ((e.MQTT_CERT === undefined) !== (e.MQTT_KEY === undefined))
    faults.push('MQTT_CERT and MQTT_KEY belong together: set both, or neither');
  if (!encrypted && (e.MQTT_CA ?? e.MQTT_CERT) !== undefined)
    faults.push('MQTT_URL must begin with mqtts:// for MQTT_CA, MQTT_CERT and MQTT_KEY to be used');
  return faults;
};

export const outsideBroker = (e: Environment): OutsideBroker | null =>
  e.MQTT_URL === undefined
    ? null
    : {
        url: e.MQTT_URL,
        username: e.MQTT_USERNAME ?? null,
        password: e.MQTT_PASSWORD ?? e.MQTT_PASSWORD_FILE?.replace(/\r?\n$/, '') ?? null,
        ca: e.MQTT_CA ?? null,
        cert: e.MQTT_CERT ?? null,
        key: e.MQTT_KEY ?? null,
        clientId: e.MQTT_CLIENT_ID ?? null,
        topics: e.MQTT_TOPICS ?? ['vigil/v1/+/+'],
        probe: e.VIGIL_BROKER_PROBE === 'on',
      };

/** What may be shown of it: no secret. */
export const describeBroker = ({ url, username, clientId, topics, probe }: OutsideBroker) => ({
  mqttUrl: url,
  mqttUsername: username ?? 'none',
  mqttClientId: clientId ?? 'kept in the data folder',
  mqttTopics: topics.join(','),
  mqttProbe: probe ? 'on' : 'off',
});
