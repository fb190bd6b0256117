import { startApp } from '../app.ts';
import { describeConfig } from '../config.ts';
import { createLog } from '../log.ts';
import { readArgs } from './args.ts';
import type { Command } from './command.ts';
import { buildWeb, webFolder } from './web-build.ts';

export const untilAborted = (signal: AbortSignal): Promise<void> =>
  new Promise(resolve => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });

export const serve: Command = {
  help: `vigil serve
  Runs everything in one process on the data folder (VIGIL_DATA), bound to loopback.
  Environment: VIGIL_DATA, VIGIL_HOST, VIGIL_PORT, VIGIL_MQTT_PORT, VIGIL_MAX_PAYLOAD_BYTES; for a broker of your
  own MQTT_URL, MQTT_USERNAME, MQTT_PASSWORD or MQTT_PASSWORD_FILE, MQTT_CA, MQTT_CERT, MQTT_KEY, MQTT_CLIENT_ID,
  MQTT_TOPICS, VIGIL_BROKER_PROBE.`,
  run: async (args, { config, clock, print, tell, signal }) => {
    readArgs(args, {});
    tell(describeConfig(config));
    await buildWeb(tell);
    const log = createLog(clock.now, line => process.stderr.write(line));
    const app = await startApp({ ...config, clock, log, webFolder });
    print(`worklist  ${app.url}`);
    print(`MQTT      ${app.mqttUrl}`);
    try {
      await Promise.race([untilAborted(signal), app.failed]);
    } finally {
      await app.close();
    }
  },
};
