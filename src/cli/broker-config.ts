import { pbkdf2Sync, randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readArgs, wholeNumber } from './args.ts';
import { type Command, UsageError } from './command.ts';

type Listener = { readonly folder: string; readonly port: number; readonly tls: boolean };

const listenerLines = ({ folder, port, tls }: Listener): string =>
  tls
    ? `# Devices and Vigil connect with TLS and their passwords. Put the certificate of this host here; cafile is whom
# clients trust (Vigil: MQTT_CA).
listener ${port}
cafile ${folder}/ca.crt
certfile ${folder}/server.crt
keyfile ${folder}/server.key
tls_version tlsv1.2`
    : `# Without TLS, readings and passwords would cross the network for all to read: this machine only.
# \`vigil broker-config mosquitto --tls\` writes a listener for the network.
listener ${port} 127.0.0.1`;

/** Everything Mosquitto must be told so that what it acknowledges reaches Vigil. */
const mosquittoConf = (
  listener: Listener,
): string => `# Mosquitto for Vigil. Start: mosquitto -c ${listener.folder}/mosquitto.conf
# What it acknowledges to a device it must keep until Vigil has stored it; its defaults do not.

${listenerLines(listener)}

# The default keeps 1,000 messages for a client that is away and drops the rest without a word. 0 = no limit.
max_queued_messages 0
max_queued_bytes 0

# The session of a client that is away, and what waits for it, survive a restart of the broker.
persistence true
persistence_location ${listener.folder}/data/

# Mosquitto answers from memory and writes to disk now and then (default: every 30 minutes). So if it crashes, is
# killed or the power fails, it loses messages that it acknowledged; stopped in order, it writes before it ends.
# 1 is the shortest there is: it writes every second or two, and what came since the last time is what can be lost.
# Where that is too much, use Vigil's embedded broker, which acknowledges what is on disk.
autosave_interval 1
autosave_on_changes false

# persistent_client_expiration is left out: a session that expires takes its messages with it.

# Messages under way to Vigil at a time: as many as it commits together. The default of 20 makes it wait for each.
max_inflight_messages 1000

# A reading that a device publishes with QoS 0 is kept and delivered with QoS 1 from here on.
upgrade_outgoing_qos true

# Each device has a user of its own, named as its device id; the ACL lets it publish its own readings only.
allow_anonymous false
password_file ${listener.folder}/passwords
acl_file ${listener.folder}/acl
`;

const acl = `# Vigil reads what devices send. On vigil/probe it tries at its start whether this broker keeps messages.
user vigil
topic read vigil/v1/#
topic readwrite vigil/probe/+

# A gateway that publishes for many devices gets a user and lines of its own:
#   user gateway-1
#   topic write vigil/v1/+/+

# Every other user is a device. It publishes under its own id and reads nothing.
pattern write vigil/v1/%u/+
`;

/** A line of a Mosquitto password file: PBKDF2 with SHA-512. */
const passwordLine = (user: string, password: string): string => {
  const [salt, iterations] = [randomBytes(12), 101];
  const key = pbkdf2Sync(password, salt, iterations, 64, 'sha512');
  return `${user}:$7$${iterations}$${salt.toString('base64')}$${key.toString('base64')}\n`;
};

const writeNew = (path: string, text: string, mode: number): void => {
  try {
    writeFileSync(path, text, { flag: 'wx', mode });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST')
      throw new UsageError(`${path} exists and is left as it is; name another folder with --out`);
    throw error;
  }
};

const writeMosquitto = (listener: Listener): void => {
  const { folder } = listener;
  const password = randomBytes(24).toString('base64url');
  mkdirSync(join(folder, 'data'), { recursive: true });
  writeNew(join(folder, 'mosquitto.conf'), mosquittoConf(listener), 0o644);
  writeNew(join(folder, 'acl'), acl, 0o600);
  writeNew(join(folder, 'passwords'), passwordLine('vigil', password), 0o600);
  writeNew(join(folder, 'vigil-password'), `${password}\n`, 0o600);
};

const nextSteps = ({ folder, port, tls }: Listener): string => {
  const [host, scheme] = tls ? ['the host of the certificate', 'mqtts'] : ['127.0.0.1', 'mqtt'];
  return [
    `${folder} is written. Next:`,
    ...(tls ? ['  put ca.crt, server.crt and server.key there'] : []),
    `  chown mosquitto: ${folder}/data ${folder}/acl ${folder}/passwords`,
    `  mosquitto_passwd ${folder}/passwords cuff-17     (for each device; its user name is its device id)`,
    `  mosquitto -c ${folder}/mosquitto.conf`,
    '  start Vigil with',
    `    MQTT_URL=${scheme}://${tls ? `<${host}>` : host}:${port}`,
    '    MQTT_USERNAME=vigil',
    `    MQTT_PASSWORD_FILE=${folder}/vigil-password`,
    ...(tls ? [`    MQTT_CA=${folder}/ca.crt`] : []),
  ].join('\n');
};

export const brokerConfig: Command = {
  help: `vigil broker-config mosquitto [--out ./mosquitto] [--tls] [--listener PORT]
  Writes a folder with a Mosquitto configuration that keeps what Vigil relies on, each line with its reason: nothing
  dropped while Vigil is away, sessions that survive a restart, a user for each device that may publish only its own
  readings, and a user for Vigil. --tls listens on the network (8883), else on this machine (1883).`,
  run: (args, { print }) => {
    const { values, positionals } = readArgs(args, {
      out: { type: 'string' },
      tls: { type: 'boolean' },
      listener: { type: 'string' },
    });
    if (positionals[0] !== 'mosquitto') throw new UsageError('say for which broker: mosquitto');
    const tls = values.tls ?? false;
    const port = wholeNumber(values.listener, 'listener', tls ? 8883 : 1883, 1);
    const listener = { folder: resolve(values.out ?? 'mosquitto'), port, tls };
    writeMosquitto(listener);
    print(nextSteps(listener));
    return Promise.resolve();
  },
};
