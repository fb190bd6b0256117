import { setTimeout as waited } from 'node:timers/promises';
import { type App, startApp } from '../app.ts';
import { ConfigError, describeConfig } from '../config.ts';
import { createLog, type Log } from '../log.ts';
import { roles } from '../roles.ts';
import { readArgs } from './args.ts';
import type { Command } from './command.ts';
import { buildWeb, webFolder } from './web-build.ts';

export const untilAborted = (signal: AbortSignal): Promise<void> =>
  new Promise(resolve => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });

/** A service manager kills what does not end: before, what is not done is left to the next start. */
const drainMs = 25_000;

/** Whether all came to rest in time; nothing that was acknowledged is lost where it did not. */
const drain = async (app: Pick<App, 'close'>, log: Log): Promise<boolean> => {
  const giveUp = new AbortController();
  const startedAt = performance.now();
  log.info('draining');
  const isOver = await Promise.race([
    app.close().then(() => true),
    waited(drainMs, false, { signal: giveUp.signal }),
  ]);
  giveUp.abort();
  const tookMs = Math.round(performance.now() - startedAt);
  if (isOver) log.info('drained', { tookMs });
  else log.warn('drain-cut', { tookMs });
  return isOver;
};

export const serve: Command = {
  help: `vigil serve
  Runs everything in one process on the data folder (VIGIL_DATA), bound to loopback unless told otherwise.
  SIGTERM or Ctrl-C: it is ready no more, leaves its shared subscription, stores what is in hand, hangs up and ends,
  within 25 s; the signal again: at once.
  In several processes: VIGIL_ROLES (some of ${roles.join(',')}; all by default) on one PostgreSQL,
  DATABASE_URL (postgres://user@host/database) with DATABASE_PASSWORD_FILE; with ingest among them MQTT_URL, and
  MQTT_TOPICS='$share/vigil/vigil/v1/+/+' in each. A process without api answers /healthz, /readyz and /metrics only.
  History in InfluxDB: INFLUX_URL, INFLUX_USERNAME, INFLUX_PASSWORD or INFLUX_PASSWORD_FILE, INFLUX_DATABASE (vigil),
  VIGIL_HOT_DAYS (all). docs/scale.md, docs/influxdb.md.
  Environment: VIGIL_DATA, VIGIL_HOST, VIGIL_PORT, VIGIL_MQTT_PORT, VIGIL_MAX_PAYLOAD_BYTES, VIGIL_MODELS (the shipped
  models); for a broker of your own MQTT_URL, MQTT_USERNAME, MQTT_PASSWORD or MQTT_PASSWORD_FILE, MQTT_CA, MQTT_CERT, MQTT_KEY, MQTT_CLIENT_ID,
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
    if (config.roles.includes('api')) await buildWeb(tell);
    const log = createLog(clock.now, line => process.stderr.write(line));
    const app = await startApp({ ...config, clock, log, webFolder, guardClock: true });
    print(`${config.roles.includes('api') ? 'worklist' : 'health  '}  ${app.url}`);
    if (app.mqttUrl !== null) print(`MQTT      ${app.mqttUrl}`);
    let code = 1;
    try {
      await Promise.race([untilAborted(signal), app.failed]);
      code = 0;
    } finally {
      // what does not come to rest would keep the process alive
      if (!(await drain(app, log))) process.exit(code);
    }
  },
};
