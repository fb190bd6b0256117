import { startApp } from '../app.ts';
import { ConfigError, describeConfig } from '../config.ts';
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
  Runs everything in one process on the data folder (VIGIL_DATA), bound to loopback unless told otherwise.
  Environment: VIGIL_DATA, VIGIL_HOST, VIGIL_PORT, VIGIL_MQTT_PORT, VIGIL_MAX_PAYLOAD_BYTES; for a broker of your
  own MQTT_URL, MQTT_USERNAME, MQTT_PASSWORD or MQTT_PASSWORD_FILE, MQTT_CA, MQTT_CERT, MQTT_KEY, MQTT_CLIENT_ID,
  MQTT_TOPICS, VIGIL_BROKER_PROBE. To be reached from elsewhere: VIGIL_HOST and VIGIL_PUBLIC_URL with TLS_CERT and
  TLS_KEY, or with VIGIL_PROXY=on behind a proxy that ends TLS and sets X-Forwarded-Proto. Sign-in: vigil user add;
  VIGIL_IDLE_MINUTES (15), VIGIL_NOTICE (the banner); at an identity provider OIDC_ISSUER, OIDC_AUDIENCE (the client
  id), OIDC_CLIENT_SECRET or OIDC_CLIENT_SECRET_FILE, OIDC_NAME, OIDC_USERNAME_CLAIM.`,
  run: async (args, { config, clock, print, tell, signal }) => {
    readArgs(args, {});
    if (config.signIn.demoToken !== null) {
      throw new ConfigError(
        'VIGIL_DEMO_TOKEN is for vigil demo only: unset it, and issue a token with vigil token issue',
      );
    }
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
