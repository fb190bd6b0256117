import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addAccount } from '../accounts/accounts.ts';
import { signIn } from '../accounts/sign-in.ts';
import { type App, startApp } from '../app.ts';
import { localSignIn } from '../config-sign-in.ts';
import { dayMs, hourMs } from '../domain/local-day.ts';
import { silentLog } from '../log.ts';
import { importRoster } from '../roster/import-roster.ts';
import { benchHistory, benchPanel } from './bench-web-panel.ts';
import type { CommandContext } from './command.ts';
import { progressBar } from './progress.ts';
import { pipeline } from './publisher.ts';
import { webFolder } from './web-build.ts';

const inFlight = 2_000;
const person = { username: 'bench', name: 'Ben Bench', password: 'known to this folder only' };

export type Site = {
  readonly app: App;
  readonly url: string;
  /** of a signed-in case manager */
  readonly cookie: string;
  readonly close: () => Promise<void>;
};

const nurseCookie = async ({ store }: App, at: number): Promise<string> => {
  const account = { ...person, roles: ['case-manager' as const], mustChangePassword: false };
  await addAccount({ store, actor: { type: 'system' }, at }, account);
  return signIn({ store, strangers: new Map(), at }, person.username, person.password);
};

const seed = async (app: App, lines: number, fresh: number, { clock, tell }: Needs): Promise<void> => {
  const { store, directory } = app;
  const at = clock.now();
  await importRoster(
    { store, directory, actor: { type: 'system' }, at: at - 15 * dayMs, startsLearning: false },
    benchPanel(lines, fresh),
  );
  const bar = progressBar(tell, 'readings');
  let done = 0;
  await pipeline(benchHistory(lines, at), inFlight, async ({ topic, payload, at: receivedAt, isLast }) => {
    const mode = isLast ? 'live' : 'history';
    await app.ingest({ source: 'http', topic, payload: Buffer.from(payload), receivedAt, mode });
    done += 1;
    bar(done, lines * 14);
  });
  await app.evaluator.idle();
};

type Needs = Pick<CommandContext, 'clock' | 'tell'>;

/** A whole Vigil in a folder that is thrown away, with `lines` open items and `fresh` patients of whom nothing has come. */
export const startSite = async (lines: number, fresh: number, needs: Needs): Promise<Site> => {
  const folder = mkdtempSync(join(tmpdir(), 'vigil-bench-'));
  const app = await startApp({
    dataFolder: folder,
    host: '127.0.0.1',
    port: 0,
    mqttPort: 0,
    maxPayloadBytes: 65_536,
    clock: needs.clock,
    log: silentLog,
    webFolder,
    signIn: { ...localSignIn, idleMs: 12 * hourMs },
  });
  const close = async (): Promise<void> => {
    await app.close();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await seed(app, lines, fresh, needs);
    return { app, url: app.url ?? '', cookie: await nurseCookie(app, needs.clock.now()), close };
  } catch (error) {
    await close();
    throw error;
  }
};
