import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type App as AnyApp, type AppOptions, startApp } from '../../src/app.ts';
import { type HeldClock, heldClock } from '../../src/clock.ts';
import type { SqliteStore } from '../../src/db/open.ts';
import { silentLog } from '../../src/log.ts';
import { importRoster } from '../../src/roster/import-roster.ts';
import { testDatabase } from './database.ts';
import { migrated } from './migrated.ts';

/** A Vigil whose store a test may look into. */
export type App = AnyApp & { readonly store: SqliteStore };

/** A whole Vigil in a temporary folder, without sockets, its clock held; gone when the test has finished. */
export const testApp = async (
  startAt: number,
  options: Partial<AppOptions> = {},
): Promise<{ app: App; clock: HeldClock; folder: string }> => {
  const folder = options.dataFolder ?? mkdtempSync(join(tmpdir(), 'vigil-app-'));
  const clock = heldClock(startAt);
  const database = options.database ?? (await testDatabase());
  const app = (await startApp({
    dataFolder: database === null ? await migrated(folder) : folder,
    readers: 2,
    database,
    host: '127.0.0.1',
    port: null,
    mqttPort: null,
    maxPayloadBytes: 65_536,
    clock,
    log: silentLog,
    webFolder: null,
    durable: false,
    ...options,
  })) as App;
  onTestFinished(async () => {
    await app.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return { app, clock, folder };
};

export const enrol = ({ store, directory }: App, at: number, csv: string) =>
  importRoster({ store, directory, actor: { type: 'system' }, at }, csv);

export type Sent = { readonly at: number; readonly topic: string; readonly payload: unknown };

/** Hands messages to the door at their times, the clock following; nothing waits for the evaluator in between. */
export const deliver = async (app: App, clock: HeldClock, messages: readonly Sent[]) => {
  for (const { at, topic, payload } of messages) {
    clock.set(at);
    const bytes = Buffer.from(JSON.stringify(payload));
    await app.ingest({ source: 'http', topic, payload: bytes, receivedAt: at, mode: 'live' });
  }
};
