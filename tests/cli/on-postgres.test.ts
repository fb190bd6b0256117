import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type App, startApp } from '../../src/app.ts';
import { audit } from '../../src/cli/audit.ts';
import { backtest } from '../../src/cli/backtest.ts';
import { backup } from '../../src/cli/backup.ts';
import type { Command } from '../../src/cli/command.ts';
import { evaluateAlerts } from '../../src/cli/evaluate-alerts.ts';
import { explain } from '../../src/cli/explain.ts';
import { importCommand } from '../../src/cli/import.ts';
import { migrate } from '../../src/cli/migrate.ts';
import { recalibrate } from '../../src/cli/recalibrate.ts';
import { restore } from '../../src/cli/restore.ts';
import { score } from '../../src/cli/score.ts';
import { user } from '../../src/cli/user.ts';
import { type HeldClock, heldClock } from '../../src/clock.ts';
import type { AuditVerdict } from '../../src/contract/audit.ts';
import type { ExplanationBody } from '../../src/contract/explanations.ts';
import { openPostgresReader } from '../../src/db/open-postgres.ts';
import { minuteMs } from '../../src/domain/local-day.ts';
import { silentLog } from '../../src/log.ts';
import { deliver, enrol, type App as SqliteApp } from '../support/app.ts';
import { ownPostgres } from '../support/own-postgres.ts';
import { bloodPressure, iso, now, smallRoster, tempFolder } from '../support/store.ts';
import { runCommand } from './run-command.ts';

const { missing, database, emptyDatabase } = ownPostgres();

const run = (command: Command, url: string, args: readonly string[], folder = tempFolder()) =>
  runCommand(command, args, {
    env: { VIGIL_DATA: folder, DATABASE_URL: url },
    clock: heldClock(now + 5 * minuteMs),
  });

/** A service that goes on while commands run, with one alert of Ann. */
const service = async (): Promise<{ url: string; app: App; clock: HeldClock; folder: string }> => {
  const [url, clock, folder] = [await database(), heldClock(now), tempFolder()];
  const doors = { host: '127.0.0.1', port: null, mqttPort: null, webFolder: null } as const;
  const app = await startApp({
    ...{ dataFolder: folder, database: url, clock, log: silentLog, maxPayloadBytes: 65_536 },
    ...doors,
  });
  onTestFinished(() => app.close());
  await enrol(app as SqliteApp, now, smallRoster);
  const at = now + minuteMs;
  const payload = bloodPressure(iso(at), { systolic: 70, diastolic: 50 });
  await deliver(app as SqliteApp, clock, [{ at, topic: 'vigil/v1/bp-1/blood-pressure', payload }]);
  await app.evaluator.idle();
  return { url, app, clock, folder };
};

const rulesFile = (): string => {
  const file = join(tempFolder(), 'new.json');
  writeFileSync(file, JSON.stringify({ limits: { lowSystolicMmHg: 60, veryLowSystolicMmHg: 55 } }));
  return file;
};

describe.skipIf(missing)('commands on a PostgreSQL store, while the service runs on it', () => {
  test('explain, backtest, evaluate-alerts --closures and score look into it', {
    timeout: 120_000,
  }, async () => {
    const { url, app } = await service();
    const [alert] = await app.store.reader.select().from(app.store.t.alert);
    const explained = await run(explain, url, [alert?.id ?? '', '--json']);
    expect(explained.failure).toBeNull();
    expect((JSON.parse(explained.printed) as ExplanationBody).recomputed).toMatchObject({ same: true });

    const replayed = await run(backtest, url, [
      '--program',
      'heart-failure',
      '--rules',
      rulesFile(),
      '--json',
    ]);
    expect(replayed.failure).toBeNull();
    expect(JSON.parse(replayed.printed)).toMatchObject({ program: 'heart-failure', readings: 1 });

    const closures = await run(evaluateAlerts, url, ['--closures', '--json']);
    expect(closures.failure).toBeNull();
    expect(JSON.parse(closures.printed)).toHaveProperty('programs');

    const ranked = await run(score, url, ['--json']);
    expect(ranked.failure).toBeNull();
    expect(JSON.parse(ranked.printed)).not.toEqual([]);
  });

  test('import and user change it, beside the folder that the service holds, and the service learns of it', async () => {
    const { url, app, folder } = await service();
    const file = join(tempFolder(), 'roster.csv');
    writeFileSync(file, smallRoster.replaceAll('bp-1', 'bp-new'));
    expect((await run(importCommand, url, [file], folder)).failure).toBeNull();
    await expect.poll(() => app.directory.assignmentsOf('bp-new')?.length, { timeout: 20_000 }).toBe(1);
    const args = ['add', 'ana', '--name', 'Ana Ruiz', '--roles', 'lead', '--oidc'];
    expect((await run(user, url, args, folder)).failure).toBeNull();
    expect((await run(user, url, ['list'], folder)).printed).toContain('Ana Ruiz');
  });

  test('recalibrate reads its patients, and says that too few came to anything', {
    timeout: 60_000,
  }, async () => {
    const { url } = await service();
    const args = ['--model', 'readmission-30d', '--dry-run', '--bootstrap', '1'];
    const { failure } = await run(recalibrate, url, args);
    expect(failure).toMatchObject({
      code: expect.any(String),
      message: expect.stringMatching(/events|discharges/),
    });
  });

  test('what only looks makes no store in a database that holds none', async () => {
    const url = await emptyDatabase();
    for (const [command, args] of [
      [user, ['list']],
      [score, []],
    ] as const)
      expect((await run(command, url, args)).failure).toMatchObject({
        code: 'not-allowed-now',
        details: { field: 'DATABASE_URL', remedy: expect.stringContaining('vigil migrate') },
      });
    const store = openPostgresReader(url);
    onTestFinished(() => store.close());
    const tables = store.readerSql.prepare("SELECT 1 FROM pg_tables WHERE schemaname = 'public'");
    expect(await tables.all()).toEqual([]);
  });

  test('backup and restore refuse, naming the tools of the server', async () => {
    const url = await database();
    for (const [command, args] of [
      [backup, [join(tempFolder(), 'copy')]],
      [restore, [tempFolder()]],
    ] as const) {
      const { failure } = await run(command, url, args);
      expect(failure).toMatchObject({ details: { field: 'DATABASE_URL' } });
    }
  });
});

describe.skipIf(missing)('vigil migrate on PostgreSQL', () => {
  test('makes the store, changes nothing the second time, and before it a look is refused with the remedy', async () => {
    const url = await emptyDatabase();
    expect((await run(explain, url, ['alr_0'])).failure).toMatchObject({
      code: 'not-allowed-now',
      details: { remedy: expect.stringContaining('vigil migrate') },
    });
    for (let time = 0; time < 2; time += 1) {
      expect(await run(migrate, url, [])).toEqual({
        failure: null,
        printed: 'the store is up to date',
        told: '',
      });
    }
    expect((await run(explain, url, ['alr_0'])).failure).toMatchObject({ code: 'not-found' });
  });
});

describe.skipIf(missing)('vigil audit verify on PostgreSQL', () => {
  const verdictOf = async (url: string): Promise<AuditVerdict> =>
    JSON.parse((await run(audit, url, ['verify', '--json'])).printed) as AuditVerdict;

  test('finds nothing, also where a write that was given up has taken an id', async () => {
    const { url, app } = await service();
    const { store } = app;
    const { t } = store;
    const row = {
      at: now,
      actor: 'x',
      action: 'x',
      subjectType: 'x',
      subjectId: 'x',
      patientId: null,
      detail: {},
    };
    const givenUp = store.write(async () => {
      await store.db.insert(t.auditLog).values(row);
      throw new Error('given up');
    });
    await expect(givenUp).rejects.toThrow('given up');
    expect(await verdictOf(url)).toMatchObject({ ok: true, broken: [] });
    await enrol(app as SqliteApp, now + minuteMs, smallRoster.replaceAll('bp-1', 'bp-new'));
    const { ok, changes } = await verdictOf(url);
    expect([ok, changes.checked > 1]).toEqual([true, true]);
  });

  test('names a row that was altered, and one that was removed from the middle', async () => {
    const { url, app } = await service();
    const { store } = app;
    for (const name of ['bp-x', 'bp-y', 'bp-z'])
      await enrol(app as SqliteApp, now + minuteMs, smallRoster.replaceAll('bp-1', name));
    const rows = await store.reader.select().from(store.t.auditLog).orderBy(store.t.auditLog.id);
    const [second, third] = [rows[1]?.id ?? 0, rows[2]?.id ?? 0];
    await store.write(() => store.sql.prepare("UPDATE audit_log SET actor = 'x' WHERE id = ?").run(second));
    expect((await verdictOf(url)).broken.map(({ id }) => id)).toEqual([second]);
    await store.write(() => store.sql.prepare('DELETE FROM audit_log WHERE id = ?').run(second));
    expect((await verdictOf(url)).broken.map(({ id }) => id)).toEqual([third]);
  });
});
