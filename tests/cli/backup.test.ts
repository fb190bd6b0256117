import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { connectAsync } from 'mqtt';
import { describe, expect, onTestFinished, test } from 'vitest';
import { UsageError } from '../../src/cli/command.ts';
import { heldClock } from '../../src/clock.ts';
import { backUp } from '../../src/db/backup.ts';
import { lockFolder } from '../../src/db/lock.ts';
import { eventually, freePort, startVigil } from '../faults/process.ts';
import { bloodPressure, iso, now, tempFolder, testStore } from '../support/store.ts';
import { backedUp, dumpOf, manifestOf, runBackup, runRestore, sendReadings } from './backup-kit.ts';

const modeOf = (...path: string[]): number => statSync(join(...path)).mode & 0o777;

describe('vigil backup', () => {
  test('copies every row while the service holds the folder, and says what the copy holds', async () => {
    const opened = await testStore();
    const { folder } = opened;
    onTestFinished(lockFolder(folder));
    writeFileSync(join(folder, 'mqtt-client-id'), 'vigil17\n');
    await sendReadings(opened, 5);
    const to = join(folder, 'copies', 'monday');
    const { failure, printed, told } = await runBackup(folder, [to]);
    expect(failure).toBeNull();
    expect(dumpOf(to)).toEqual(dumpOf(folder));
    expect(readFileSync(join(to, 'mqtt-client-id'), 'utf8')).toBe('vigil17\n');
    expect(printed).toContain('2 patients, 5 readings');
    expect(told.join()).toContain('copy');
    const { counts, takenAt, files } = manifestOf(to);
    expect({ readings: counts.reading, takenAt }).toEqual({ readings: 5, takenAt: iso(now) });
    expect(files.map(({ name }) => name)).toEqual(['vigil.db', 'mqtt-client-id']);
  });

  test('ends though something is written between any two of its steps, and holds what was there at its start', async () => {
    const opened = await testStore();
    await sendReadings(opened, 40);
    const other = new BetterSqlite3(join(opened.folder, 'vigil.db'));
    onTestFinished(() => {
      other.close();
    });
    const write = other.prepare(
      `INSERT INTO outbox (at, kind, patient_id) VALUES (1, 'alert.changed', 'pat_1')`,
    );
    const before = dumpOf(opened.folder);
    let steps = 0;
    const onCopied = (_: number, of: number) => {
      write.run();
      steps += 1;
      if (steps > of * 2) throw new Error('it begins anew again and again');
    };
    const to = join(opened.folder, 'copy');
    const { signal } = new AbortController();
    const clock = heldClock(now);
    await backUp(
      { folder: opened.folder, clock, version: '1', onCopied, onChecking: () => {}, signal, pagesAStep: 5 },
      to,
    );
    expect(steps).toBeGreaterThan(10);
    expect(dumpOf(to)).toEqual(before);
    expect(opened.rows('outbox').length).toBe((before.outbox?.length ?? 0) + steps);
  });

  test('is readable by its owner only, and leaves nothing else beside it', async () => {
    const { folder } = await testStore();
    writeFileSync(join(folder, 'mqtt-client-id'), 'vigil17\n', { mode: 0o644 });
    const to = await backedUp(folder);
    expect(modeOf(to)).toBe(0o700);
    expect(readdirSync(to).map(name => [name, modeOf(to, name)])).toEqual([
      ['manifest.json', 0o600],
      ['mqtt-client-id', 0o600],
      ['vigil.db', 0o600],
    ]);
    expect(readdirSync(join(to, '..'))).toEqual(['monday']);
  });

  test('--json prints the manifest', async () => {
    const { folder } = await testStore();
    const to = join(folder, 'copy');
    expect(JSON.parse((await runBackup(folder, [to, '--json'])).printed)).toEqual(manifestOf(to));
  });

  test('leaves a folder that is there as it is', async () => {
    const { folder } = await testStore();
    const to = join(folder, 'copy');
    mkdirSync(to);
    const { failure } = await runBackup(folder, [to]);
    expect(failure).toMatchObject({ code: 'conflict', message: expect.stringContaining(to) });
    expect(readdirSync(to)).toEqual([]);
  });

  test('that is stopped leaves nothing', async () => {
    const { folder } = await testStore();
    const deps = { folder, clock: heldClock(now), version: '1', onCopied: () => {}, onChecking: () => {} };
    const to = join(folder, 'copies', 'monday');
    const stopped = backUp({ ...deps, signal: AbortSignal.abort() }, to);
    await expect(stopped).rejects.toThrow('no backup was made');
    expect(readdirSync(join(folder, 'copies'))).toEqual([]);
  });

  test('says what to do where there is no store, and makes none', async () => {
    const folder = tempFolder();
    const { failure } = await runBackup(folder, [join(folder, 'copy')]);
    expect(failure).toMatchObject({ code: 'not-found', details: { field: 'VIGIL_DATA' } });
    expect(readdirSync(folder)).toEqual([]);
  });

  test.each([runBackup, runRestore])('names the tools of Postgres where the store is there', async run => {
    const { failure } = await run(tempFolder(), ['copy'], { database: 'postgres://vigil@db/vigil' });
    expect(failure).toMatchObject({
      details: {
        field: 'DATABASE_URL',
        remedy: expect.stringMatching(/pgBackRest.*pg_dump.*docs\/backup\.md/),
      },
    });
  });

  test.each([[[]], [['a', 'b']], [['a', '--jsn']]])('is not understood: backup %j', async args => {
    expect((await runBackup(tempFolder(), args)).failure).toBeInstanceOf(UsageError);
    expect((await runRestore(tempFolder(), args)).failure).toBeInstanceOf(UsageError);
  });
});

test('a real service under load is backed up and restored: every reading acknowledged before is there once', async () => {
  const opened = await testStore();
  const { folder } = opened;
  opened.close();
  const [port, mqttPort] = [await freePort(), await freePort()];
  const env = { VIGIL_DATA: folder, VIGIL_PORT: String(port), VIGIL_MQTT_PORT: String(mqttPort) };
  const { process: service } = startVigil(['serve'], env);
  onTestFinished(() => {
    service.kill('SIGKILL');
  });
  await eventually(async () => (await fetch(`http://127.0.0.1:${port}/readyz`)).ok || undefined);
  const device = await connectAsync(`mqtt://127.0.0.1:${mqttPort}`);
  onTestFinished(() => device.endAsync(true));
  let [sent, acknowledged] = [0, 0];
  const publish = async () => {
    const payload = bloodPressure(iso(now - ++sent * 60_000));
    await device.publishAsync('vigil/v1/bp-1/blood-pressure', JSON.stringify(payload), { qos: 1 });
    acknowledged += 1;
  };
  await Promise.all(Array.from({ length: 200 }, publish));
  let done = false;
  const load = (async () => {
    while (!done) await publish();
  })();
  const to = join(tempFolder(), 'copy');
  const [atStart, { failure }] = [acknowledged, await runBackup(folder, [to])];
  done = true;
  await load;
  expect(failure).toBeNull();
  const elsewhere = tempFolder();
  expect((await runRestore(elsewhere, [to])).failure).toBeNull();
  const restored = dumpOf(elsewhere).reading?.length ?? 0;
  expect(restored).toBe(manifestOf(to).counts.reading);
  expect(restored).toBeGreaterThanOrEqual(atStart);
  expect(restored).toBeLessThanOrEqual(acknowledged);
}, 120_000);
