import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { audit } from '../../src/cli/audit.ts';
import { UsageError } from '../../src/cli/command.ts';
import { heldClock } from '../../src/clock.ts';
import { readConfig } from '../../src/config.ts';
import type { AuditVerdict } from '../../src/contract/audit.ts';
import { createAccessLog } from '../../src/db/access-log.ts';
import { lockFolder } from '../../src/db/lock.ts';
import { silentLog } from '../../src/log.ts';
import { now, tempFolder, testStore } from '../support/store.ts';

const verify = async (folder: string, ...args: string[]) => {
  const printed: string[] = [];
  const told: string[] = [];
  const running = audit.run(['verify', ...args], {
    config: readConfig({ VIGIL_DATA: folder }),
    clock: heldClock(now),
    print: text => printed.push(text),
    tell: text => told.push(text),
    signal: new AbortController().signal,
  });
  const failure = await running.then(
    () => null,
    (error: unknown) => error,
  );
  return { failure, printed: printed.join('\n'), told };
};

/** A folder as a service that runs on it holds it, with one change and one read. */
const folderInUse = async () => {
  const opened = await testStore();
  onTestFinished(lockFolder(opened.folder));
  const log = createAccessLog({ store: opened.store, clock: opened.clock, log: silentLog });
  log.record({ at: now, actor: 'unnamed', action: 'GET /worklist', requestId: 'req_1' }, ['pat_1']);
  await log.stop();
  const { hash } = opened.rows('audit_log')[0] as { hash: string };
  return { ...opened, hash };
};

describe('vigil audit verify', () => {
  test('says that all is well, while the service runs on the folder', async () => {
    const { folder, hash } = await folderInUse();
    const { failure, printed, told } = await verify(folder);
    expect(failure).toBeNull();
    expect(printed).toContain('1 checked, 0 of them older than the chain');
    expect(printed).toContain(`head ${hash}`);
    expect(printed).toContain('1 checked under 1 seals, 0 under none');
    expect(printed).toContain('nothing was altered, added or removed');
    expect(told.join()).toContain('audit');
  });

  test('names a row that was tampered with, and fails', async () => {
    const { folder, store } = await folderInUse();
    store.sqlite.exec("UPDATE audit_log SET actor = 'person:Eve' WHERE id = 1");
    const { failure, printed } = await verify(folder);
    expect(failure).toMatchObject({ message: 'the audit is not as it was written' });
    expect(printed).toContain('BROKEN   changes 1: its content does not match its hash');
    expect(printed).not.toContain('nothing was altered');
  });

  test('--json prints the verdict, also when it is a bad one', async () => {
    const { folder, store } = await folderInUse();
    expect(JSON.parse((await verify(folder, '--json')).printed)).toMatchObject({ ok: true, broken: [] });
    store.sqlite.exec('DELETE FROM access_log');
    const { failure, printed } = await verify(folder, '--json');
    const verdict = JSON.parse(printed) as AuditVerdict;
    expect(failure).not.toBeNull();
    expect(verdict.broken.map(({ log, id }) => [log, id])).toEqual([['reads', 1]]);
  });

  test('--head: a head that was noted is still there, another is not', async () => {
    const { folder, hash } = await folderInUse();
    expect((await verify(folder, '--head', hash)).failure).toBeNull();
    const { failure, printed } = await verify(folder, '--head', hash, '--head', 'feed'.repeat(16));
    expect(failure).not.toBeNull();
    expect(printed).toContain('feedfeedfeed');
  });

  test('changes nothing in the folder', async () => {
    const { folder, dump } = await folderInUse();
    const before = dump();
    await verify(folder);
    expect(dump()).toEqual(before);
  });

  test('says what to do where there is no store, and makes none', async () => {
    const folder = tempFolder();
    expect((await verify(folder)).failure).toMatchObject({ details: { field: 'VIGIL_DATA' } });
    expect((await verify(folder)).failure).toMatchObject({ code: 'not-found' });
  });

  test('says what to do on the store of an older version, and does not bring it forward', async () => {
    const folder = tempFolder();
    const old = new BetterSqlite3(join(folder, 'vigil.db'));
    old.exec('CREATE TABLE audit_log (id integer PRIMARY KEY AUTOINCREMENT NOT NULL, at integer NOT NULL)');
    old.close();
    const { failure } = await verify(folder);
    expect(failure).toMatchObject({
      code: 'not-allowed-now',
      details: { remedy: expect.stringContaining('migrate') },
    });
  });

  test.each([[['verify', 'twice']], [[]], [['verify', '--heads']]])(
    'is not understood: audit %j',
    async args => {
      const running = audit.run(args, {
        config: readConfig({}),
        clock: heldClock(now),
        print: () => {},
        tell: () => {},
        signal: new AbortController().signal,
      });
      await expect(running).rejects.toThrow(UsageError);
    },
  );
});
