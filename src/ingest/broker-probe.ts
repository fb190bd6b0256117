import type { MqttClient } from 'mqtt';
import { type Clock, sleepFor } from '../clock.ts';
import { ConfigError } from '../config.ts';
import type { OutsideBroker } from '../config-broker.ts';
import { connectTo, type Link, subscribeTo } from './subscriber-connect.ts';
import { probeTopic } from './topics.ts';

export type ProbeDeps = {
  readonly broker: OutsideBroker;
  readonly clientId: string;
  readonly clock: Clock;
  readonly signal: AbortSignal;
};

/** More than brokers keep for one client unless told otherwise (1,000 is the usual limit). */
const messages = 1_500;
/** published while the client is there: it comes through wherever publishing and reading are permitted … */
const nudge = 'now';
const repeatMs = 100;
/** … and so often without anything new means that nothing is left to come. */
const enoughNudges = 30;

const remedy =
  'let it keep all messages for a client that is away (`vigil broker-config mosquitto` writes such a configuration), or set VIGIL_BROKER_PROBE=off to rely on it all the same';

const dropping = (kept: number) =>
  new ConfigError(
    `MQTT_URL names a broker that drops messages: of ${messages} that came while a client was away it kept ${kept}\n${remedy}`,
  );
const forgetting = () =>
  new ConfigError(`MQTT_URL names a broker that keeps no session for a client that is away\n${remedy}`);

type Open = (
  role: 'away' | 'publisher',
  clean: boolean,
  listen?: (client: MqttClient) => void,
) => Promise<Link>;

/** Rejects when the connection goes, so that nobody waits for answers on it; nobody has to listen. */
const whenGone = ({ client }: Link): Promise<never> => {
  const gone = new Promise<never>((_, reject) => {
    client.once('close', () => reject(new Error('the connection was lost while the broker was tried')));
  });
  gone.catch(() => {});
  return gone;
};

const forget = async (open: Open): Promise<void> => {
  const { client } = await open('away', true);
  await client.endAsync();
};

/** A client subscribes and goes away. False when it may not subscribe. */
const goAway = async (open: Open, topic: string): Promise<boolean> => {
  await forget(open);
  const { client } = await open('away', false);
  try {
    await subscribeTo(client, [topic]);
    return true;
  } catch (error) {
    if (error instanceof ConfigError) return false;
    throw error;
  } finally {
    await client.endAsync();
  }
};

/** How many the client gets when it comes back; null when not even what is published now comes through. */
const comeBack = async (open: Open, clock: Clock, publish: (payload: string) => Promise<unknown>) => {
  const seen = new Set<string>();
  const complete = new AbortController();
  let nudges = 0;
  let silentNudges = 0;
  const link = await open('away', false, client => {
    client.on('message', (_topic, payload) => {
      const text = payload.toString();
      if (text === nudge) nudges += 1;
      else if (seen.size < seen.add(text).size) silentNudges = 0;
      if (seen.size === messages) complete.abort();
    });
  });
  if (!link.sessionPresent) throw forgetting();
  const gone = whenGone(link);
  // counted in answers of the broker: one that is slow is no worse for it
  while (seen.size < messages && silentNudges < enoughNudges) {
    await Promise.race([publish(nudge), gone]);
    await sleepFor(clock, repeatMs, complete.signal);
    silentNudges += 1;
  }
  await link.client.endAsync();
  return seen.size + nudges === 0 ? null : seen.size;
};

const probeThrough = async (open: Open, topic: string, clock: Clock) => {
  if (!(await goAway(open, topic))) return 'not-permitted';
  const publisher = await open('publisher', true);
  const gone = whenGone(publisher);
  const publish = (payload: string) =>
    Promise.race([publisher.client.publishAsync(topic, payload, { qos: 1 }), gone]);
  await Promise.all(Array.from({ length: messages }, (_, n) => publish(String(n))));
  const kept = await comeBack(open, clock, publish);
  await forget(open);
  if (kept === null) return 'not-permitted';
  if (kept < messages) throw dropping(kept);
  return 'kept';
};

/**
 * Tries whether the broker keeps what comes while a client is away: more messages than the usual limit, as that
 * client would get them. "Not permitted" means that it cannot be told: the broker lets nothing through on the
 * probe's topic. @throws ConfigError when it drops messages or forgets sessions
 */
export const probeBroker = async ({ broker, clientId, clock, signal }: ProbeDeps) => {
  const opened: MqttClient[] = [];
  const hangUp = () => {
    for (const client of opened) client.end(true);
  };
  const open: Open = async (role, clean, listen) => {
    const as = { clientId: `${clientId}-${role}`, clean, signal };
    const link = await connectTo(broker, listen ? { ...as, prepare: listen } : as);
    opened.push(link.client);
    return link;
  };
  signal.addEventListener('abort', hangUp, { once: true });
  try {
    return await probeThrough(open, probeTopic(clientId), clock);
  } finally {
    signal.removeEventListener('abort', hangUp);
    hangUp();
  }
};
