import { describe, expect, onTestFinished, test } from 'vitest';
import { heldClock } from '../../src/clock.ts';
import { createAccessLog, oneReadMs } from '../../src/db/access-log.ts';
import { sealHash } from '../../src/db/audit-hash.ts';
import { verifyAudit } from '../../src/db/audit-verify.ts';
import { silentLog } from '../../src/log.ts';
import { now, testStore } from '../support/store.ts';

const accessLog = async () => {
  const opened = await testStore({ roster: null });
  const { store, clock } = opened;
  const open = () => createAccessLog({ store, clock, log: silentLog });
  let log = open();
  onTestFinished(() => log.stop());
  const record = (patientIds: readonly string[], actor = 'person:Ana Ruiz', action = 'GET /worklist') =>
    log.record({ at: clock.now(), actor, action, requestId: 'req_1' }, patientIds);
  const reads = () => opened.rows('access_log');
  const seals = () => opened.rows('access_seal');
  /** a batch of reads of patients nobody read before */
  const batch = async (name: string, count: number) => {
    record(Array.from({ length: count }, (_, i) => `pat_${name}_${i}`));
    await log.flush();
  };
  const alter = (sql: string) => {
    store.sqlite.exec(sql);
  };
  const verdict = () => verifyAudit({ store });
  const broken = async () => (await verdict()).broken.map(({ log, id, what }) => `${log} ${id}: ${what}`);
  const restart = async () => {
    await log.stop();
    log = open();
  };
  return {
    ...opened,
    record,
    reads,
    seals,
    batch,
    alter,
    verdict,
    broken,
    restart,
    flush: () => log.flush(),
    stop: () => log.stop(),
  };
};

describe('reads of patient data', () => {
  test('are durable two seconds later, in one batch under one seal', async () => {
    const log = await accessLog();
    log.record(['pat_1', 'pat_2', 'pat_1']);
    log.record(['pat_3'], 'unnamed', 'GET /patients/{id}');
    expect(log.reads()).toEqual([]);
    log.clock.set(now + 2_000);
    await log.flush();
    const read = { at: now, request_id: 'req_1' };
    const worklist = { ...read, actor: 'person:Ana Ruiz', action: 'GET /worklist' };
    expect(log.reads()).toEqual([
      { ...worklist, id: 1, patient_id: 'pat_1' },
      { ...worklist, id: 2, patient_id: 'pat_2' },
      { ...read, id: 3, actor: 'unnamed', action: 'GET /patients/{id}', patient_id: 'pat_3' },
    ]);
    expect(log.seals()).toMatchObject([
      { id: 1, at: now + 2_000, first_id: 1, last_id: 3, entries: 3, previous_hash: null },
    ]);
    expect(await log.verdict()).toMatchObject({
      ok: true,
      reads: { checked: 3, seals: 1, unsealed: 0, head: log.seals()[0]?.hash },
    });
  });

  test('of 500 patients do not wait for the clock', async () => {
    const log = await accessLog();
    log.record(Array.from({ length: 1_200 }, (_, i) => `pat_${i}`));
    await log.flush();
    expect(log.seals().map(seal => seal.entries)).toEqual([500, 500, 200]);
    expect(await log.verdict()).toMatchObject({ ok: true, reads: { checked: 1_200, seals: 3 } });
  });

  test('count once in a quarter of an hour: one person, one route, one patient', async () => {
    const log = await accessLog();
    for (let minute = 0; minute < 31; minute++) {
      log.clock.set(now + minute * 60_000);
      log.record(['pat_1']);
    }
    await log.flush();
    expect(log.reads().map(read => (Number(read.at) - now) / oneReadMs)).toEqual([0, 1, 2]);
  });

  test('count again after the clock was set back: only what was read before it is a repeat', async () => {
    const { store } = await testStore({ roster: null });
    let at = now;
    const clock = { ...heldClock(now), now: () => at };
    const log = createAccessLog({ store, clock, log: silentLog });
    onTestFinished(() => log.stop());
    const { accessLog: reads } = store.t;
    for (const minute of [0, -360, -359, -350, -344, -300, 1]) {
      at = now + minute * 60_000;
      log.record({ at, actor: 'unnamed', action: 'GET /worklist', requestId: 'req_1' }, ['pat_1']);
      await log.flush();
    }
    const rows = await store.reader.select({ at: reads.at }).from(reads).orderBy(reads.id);
    expect(rows.map(row => (row.at - now) / 60_000)).toEqual([0, -360, -344, -300, 1]);
  });

  test('by another person, by another route or of another patient count each', async () => {
    const log = await accessLog();
    log.record(['pat_1']);
    log.record(['pat_1'], 'person:Bo Chen');
    log.record(['pat_1'], 'person:Ana Ruiz', 'GET /patients/{id}');
    log.record(['pat_2']);
    await log.flush();
    expect(log.reads()).toHaveLength(4);
  });

  test('that wait when it stops are written, and none after', async () => {
    const log = await accessLog();
    log.record(['pat_1']);
    await log.stop();
    log.record(['pat_2']);
    await log.flush();
    expect(log.reads().map(read => read.patient_id)).toEqual(['pat_1']);
  });

  test('that cannot be written are kept and written later', async () => {
    const log = await accessLog();
    log.alter('ALTER TABLE access_seal RENAME TO away');
    log.record(['pat_1']);
    await log.flush();
    log.alter('ALTER TABLE away RENAME TO access_seal');
    expect(log.reads()).toEqual([]);
    log.record(['pat_2']);
    log.clock.set(now + 10_000);
    await log.flush();
    expect(log.reads().map(read => read.patient_id)).toEqual(['pat_1', 'pat_2']);
    expect(await log.verdict()).toMatchObject({ ok: true });
  });

  test('of several processes stand in one chain of seals', async () => {
    const log = await accessLog();
    await log.batch('a', 2);
    await log.restart();
    await log.batch('b', 2);
    const [first, second] = log.seals();
    expect(second?.previous_hash).toBe(first?.hash);
    expect(second?.process).not.toBe(first?.process);
    expect(await log.verdict()).toMatchObject({ ok: true, reads: { checked: 4, seals: 2 } });
  });
});

describe('sealed reads', () => {
  const three = async () => {
    const log = await accessLog();
    for (const name of ['a', 'b', 'c']) await log.batch(name, 3);
    return log;
  };
  const alteredSeal = 'its reads, or the seal itself, are not as they were written';

  test.each([
    ['a read that was altered', `UPDATE access_log SET actor = 'person:Bo Chen' WHERE id = 5`],
    ['a seal that was altered', `UPDATE access_seal SET process = 'prc_x' WHERE id = 2`],
    ['a seal whose time was altered', 'UPDATE access_seal SET at = at + 1 WHERE id = 2'],
    [
      'two reads that changed places',
      'UPDATE access_log SET id = 99 WHERE id = 4; UPDATE access_log SET id = 4 WHERE id = 5; UPDATE access_log SET id = 5 WHERE id = 99',
    ],
  ])('%s is told, and no other', async (_, sql) => {
    const log = await three();
    log.alter(sql);
    expect(await log.broken()).toEqual([`reads 2: seal 2 (reads 4–6): ${alteredSeal}`]);
  });

  test.each([
    ['in the middle', 'id = 5', ['reads 2: seal 2 (reads 4–6): it seals 3 reads, 2 are there']],
    ['at the end', 'id = 9', ['reads 3: seal 3 (reads 7–9): it seals 3 reads, 2 are there']],
  ])('a read deleted %s is told', async (_, where, expected) => {
    const log = await three();
    log.alter(`DELETE FROM access_log WHERE ${where}`);
    expect(await log.broken()).toEqual(expected);
  });

  test('a seal deleted with its reads is told', async () => {
    const log = await three();
    log.alter('DELETE FROM access_seal WHERE id = 2; DELETE FROM access_log WHERE id BETWEEN 4 AND 6');
    expect(await log.broken()).toEqual(['reads 3: seal 2 is missing before it']);
  });

  test('the last seal deleted with its reads is told, also when the log went on', async () => {
    const log = await three();
    log.alter('DELETE FROM access_seal WHERE id = 3; DELETE FROM access_log WHERE id > 6');
    expect(await log.broken()).toEqual([
      'reads 3: seal 3 is missing at the end of the log',
      'reads 7: reads 7–9 are missing at the end of the log',
    ]);
    await log.batch('d', 1);
    expect(await log.broken()).toEqual(['reads 4: seal 3 is missing before it']);
  });

  test('a seal deleted alone leaves reads under none', async () => {
    const log = await three();
    log.alter('DELETE FROM access_seal WHERE id = 2');
    expect(await log.broken()).toEqual([
      'reads 3: seal 2 is missing before it',
      ...[4, 5, 6].map(id => `reads ${id}: read ${id} is under no seal: it was put there`),
    ]);
    expect((await log.verdict()).reads).toMatchObject({ checked: 9, seals: 2, unsealed: 3 });
  });

  test('a read put at the end is told, also when the log went on', async () => {
    const log = await three();
    log.alter(
      `INSERT INTO access_log (at, actor, action, patient_id, request_id) VALUES (1, 'a', 'b', 'c', 'd')`,
    );
    const expected = ['reads 10: read 10 is under no seal: it was put there'];
    expect(await log.broken()).toEqual(expected);
    await log.batch('d', 2);
    expect(await log.broken()).toEqual(expected);
    expect((await log.verdict()).reads).toMatchObject({ checked: 12, seals: 4, unsealed: 1 });
  });

  test('a seal made anew over altered reads is told by the next', async () => {
    const log = await three();
    log.alter(`UPDATE access_log SET actor = 'person:Bo Chen' WHERE id = 5`);
    const { reader, t } = log.store;
    const reads = (await reader.select().from(t.accessLog)).filter(read => read.id >= 4 && read.id <= 6);
    const seal = (await reader.select().from(t.accessSeal))[1];
    if (!seal) throw new Error('no second seal');
    log.alter(`UPDATE access_seal SET hash = '${sealHash(seal.previousHash, seal, reads)}' WHERE id = 2`);
    expect(await log.broken()).toEqual([
      'reads 3: seal 3 (reads 7–9): it was not written after seal 2 as that seal stands',
    ]);
  });

  test('more seals than a page are followed', async () => {
    const log = await accessLog();
    for (let i = 0; i < 205; i++) await log.batch(`n${i}`, 1);
    expect(await log.verdict()).toMatchObject({ ok: true, reads: { checked: 205, seals: 205, unsealed: 0 } });
    log.alter('UPDATE access_log SET at = 0 WHERE id = 204');
    expect(await log.broken()).toEqual([`reads 204: seal 204 (reads 204–204): ${alteredSeal}`]);
  });
});
