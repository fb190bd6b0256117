import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { recordAudit } from '../../src/db/audit.ts';
import { canonicalJson, changeHash } from '../../src/db/audit-hash.ts';
import { verifyAudit } from '../../src/db/audit-verify.ts';
import { now, testStore } from '../support/store.ts';

const changes = async (count: number) => {
  const opened = await testStore({ roster: null });
  const { store } = opened;
  const add = (n: number) =>
    store.write(() =>
      recordAudit(store, {
        at: now + n,
        actor: { type: 'person', name: 'Ana Ruiz' },
        action: 'worklist-item.note',
        subject: { type: 'worklist-item', id: `wli_${n}` },
        patientId: n % 2 === 0 ? null : `pat_${n}`,
        detail: { noteId: `nte_${n}`, z: 1, a: [{ y: 1, b: null }] },
      }),
    );
  for (let n = 1; n <= count; n++) await add(n);
  const alter = (sql: string) => {
    store.sqlite.exec(sql);
  };
  const verdict = (heads?: readonly string[]) => verifyAudit({ store }, heads);
  const broken = async () => (await verdict()).broken.map(({ log, id, what }) => `${log} ${id}: ${what}`);
  const hashOf = (id: number) => String(opened.all('SELECT hash FROM audit_log WHERE id = ?', id)[0]?.hash);
  return { ...opened, add, alter, verdict, broken, hashOf };
};

const altered = 'its content does not match its hash';
const notAfter = (id: number) =>
  `it was not written after row ${id} as that row stands: row ${id} was changed or put there`;

describe('the chain of changes', () => {
  test('an empty log, and one that nobody touched, hold', async () => {
    const log = await changes(0);
    expect(await log.verdict()).toMatchObject({ ok: true, changes: { checked: 0, head: null }, broken: [] });
    for (let n = 1; n <= 3; n++) await log.add(n);
    expect(await log.verdict()).toMatchObject({
      ok: true,
      changes: { checked: 3, beforeChain: 0, head: log.hashOf(3) },
      broken: [],
    });
  });

  test('a log longer than a page holds, and how far it is looked at is told', async () => {
    const log = await changes(1_203);
    const told: number[] = [];
    const verdict = await verifyAudit({ store: log.store, onProgress: done => told.push(done) });
    expect(verdict).toMatchObject({ ok: true, changes: { checked: 1_203 } });
    expect(told.length).toBeGreaterThan(2);
    expect(told.at(-1)).toBe(1_203);
  });

  test.each([
    ['at', 'at = at + 1'],
    ['actor', "actor = 'person:Bo Chen'"],
    ['action', "action = 'worklist-item.close'"],
    ['subject type', "subject_type = 'alert'"],
    ['subject id', "subject_id = 'wli_9'"],
    ['patient', "patient_id = 'pat_4'"],
    ['patient, left out', 'patient_id = NULL'],
    ['detail', `detail = json_set(detail, '$.a[0].y', 2)`],
    ['detail, a key more', `detail = json_set(detail, '$.more', null)`],
    ['detail, no JSON any more', `detail = 'gone'`],
    ['hash', `hash = '${'0'.repeat(64)}'`],
    ['link', 'previous_hash = NULL'],
    ['time, as a blob', "at = x'00'"],
  ])('a row whose %s was altered is named, and no other', async (_, set) => {
    const log = await changes(5);
    log.alter(`UPDATE audit_log SET ${set} WHERE id = 3`);
    const broken = await log.broken();
    expect(broken[0]).toBe(`changes 3: ${altered}`);
    // a hash that was replaced is missed by the next row too
    expect(broken.slice(1)).toEqual(set.startsWith('hash') ? [`changes 4: ${notAfter(3)}`] : []);
  });

  test('the order of keys in the stored detail does not matter, as a store that keeps none may change it', async () => {
    const log = await changes(2);
    log.alter(`UPDATE audit_log SET detail = '{"a":[{"b":null,"y":1}],"z":1,"noteId":"nte_1"}' WHERE id = 1`);
    expect(await log.broken()).toEqual([]);
  });

  test('a row altered and hashed anew is named by the row after it', async () => {
    const log = await changes(5);
    const [row] = await log.store.reader.select().from(log.store.t.auditLog).limit(1).offset(2);
    if (!row) throw new Error('no third row');
    const forged = changeHash(row.previousHash, { ...row, actor: 'person:Bo Chen' });
    log.alter(`UPDATE audit_log SET actor = 'person:Bo Chen', hash = '${forged}' WHERE id = 3`);
    expect(await log.broken()).toEqual([`changes 4: ${notAfter(3)}`]);
  });

  test.each([
    ['first', 'id = 1', ['changes 2: row 1 is missing before it']],
    ['middle', 'id = 3', ['changes 4: row 3 is missing before it']],
    ['middle two', 'id IN (2, 3)', ['changes 4: rows 2–3 are missing before it']],
    ['last', 'id = 5', ['changes 5: row 5 is missing at the end of the log']],
    ['last two', 'id >= 4', ['changes 4: rows 4–5 are missing at the end of the log']],
    ['all', 'true', ['changes 1: rows 1–5 are missing at the end of the log']],
  ])('the %s deleted: told which are missing', async (_, where, expected) => {
    const log = await changes(5);
    log.alter(`DELETE FROM audit_log WHERE ${where}`);
    expect(await log.broken()).toEqual(expected);
  });

  test('a tail that was deleted is still told when the log went on', async () => {
    const log = await changes(5);
    log.alter('DELETE FROM audit_log WHERE id >= 4');
    await log.add(6);
    expect(await log.broken()).toEqual(['changes 6: rows 4–5 are missing before it']);
  });

  test('two rows that changed places are both named, and the second by the row after it too', async () => {
    const log = await changes(5);
    log.alter(`UPDATE audit_log SET id = -1 WHERE id = 2;
      UPDATE audit_log SET id = 2 WHERE id = 3; UPDATE audit_log SET id = 3 WHERE id = -1`);
    expect(await log.broken()).toEqual([
      `changes 2: ${altered}`,
      `changes 3: ${altered}`,
      `changes 4: ${notAfter(3)}`,
    ]);
  });

  test('a row that was given another number is named, and so is the gap it left', async () => {
    const log = await changes(5);
    log.alter('UPDATE audit_log SET id = 9 WHERE id = 3');
    expect(await log.broken()).toEqual([
      'changes 4: row 3 is missing before it',
      'changes 9: rows 6–8 are missing before it',
      `changes 9: ${altered}`,
    ]);
  });

  const values = `(at, actor, action, subject_type, subject_id, detail, hash) VALUES (1, 'person:Eve', 'x', 'y', 'z', '{}'`;

  test.each([
    ['without a hash', 'NULL', 'it has no hash, though the chain had begun before it'],
    ['with a hash of its own', "'feed'", altered],
  ])('a row put at the end %s is named', async (_, hash, what) => {
    const log = await changes(2);
    log.alter(`INSERT INTO audit_log ${values}, ${hash})`);
    expect(await log.broken()).toEqual([`changes 3: ${what}`]);
  });

  test('a row put in the place of a deleted one is named', async () => {
    const log = await changes(3);
    log.alter(`DELETE FROM audit_log WHERE id = 2; INSERT INTO audit_log ${values}, 'feed');
      UPDATE audit_log SET id = 2 WHERE id = 4`);
    expect(await log.broken()).toEqual(expect.arrayContaining([`changes 2: ${altered}`]));
  });

  test('a row put before the first is named', async () => {
    const log = await changes(2);
    log.alter(`INSERT INTO audit_log ${values}, NULL); UPDATE audit_log SET id = 0 WHERE id = 3`);
    expect((await log.broken())[0]).toBe('changes 0: its id is none that the store gives: it was put there');
  });

  test('rows older than the chain are counted, and one that lost its hash later is not taken for one', async () => {
    const log = await changes(3);
    log.alter('UPDATE audit_log SET hash = NULL, previous_hash = NULL');
    for (let n = 4; n <= 6; n++) await log.add(n);
    expect(await log.verdict()).toMatchObject({ ok: true, changes: { checked: 6, beforeChain: 3 } });
    log.alter('UPDATE audit_log SET hash = NULL WHERE id = 5');
    expect(await log.broken()).toEqual([
      'changes 5: it has no hash, though the chain had begun before it',
      `changes 6: ${notAfter(5)}`,
    ]);
  });

  test('a change that is rolled back leaves no gap', async () => {
    const log = await changes(2);
    const { store } = log;
    const failed = store.write(async () => {
      await recordAudit(store, {
        at: now,
        actor: { type: 'system' },
        action: 'x',
        subject: { type: 'y', id: 'z' },
        patientId: null,
        detail: {},
      });
      throw new Error('rolled back');
    });
    await expect(failed).rejects.toThrow('rolled back');
    await log.add(3);
    expect(await log.verdict()).toMatchObject({ ok: true, changes: { checked: 3 } });
  });

  test('a head noted before is found as long as nobody rewrote the log before it', async () => {
    const log = await changes(4);
    const noted = log.hashOf(2);
    expect(await log.verdict([noted])).toMatchObject({ ok: true });
    log.alter(`DELETE FROM audit_log; DELETE FROM sqlite_sequence WHERE name = 'audit_log'`);
    for (let n = 11; n <= 14; n++) await log.add(n);
    expect(await log.verdict()).toMatchObject({ ok: true });
    const { ok, broken } = await log.verdict([noted, log.hashOf(4)]);
    expect(ok).toBe(false);
    expect(broken).toHaveLength(1);
    expect(broken[0]?.what).toContain(noted.slice(0, 12));
  });

  test('what is written while it is checked disturbs nothing', async () => {
    const log = await changes(1_100);
    let added = 0;
    const verdict = await verifyAudit({
      store: log.store,
      onProgress: () => {
        if (added++ < 3) void log.add(2_000 + added);
      },
    });
    expect(verdict).toMatchObject({ ok: true, changes: { checked: 1_100 } });
  });

  test('of a log altered everywhere the first thousand rows are named and the rest counted', async () => {
    const log = await changes(1_205);
    log.alter('UPDATE audit_log SET at = at + 1');
    const { broken, more } = await log.verdict();
    expect([broken.length, more]).toEqual([1_000, 205]);
  });
});

describe('what is hashed', () => {
  test('no two different rows have the same text', () => {
    const row = fc.record({
      id: fc.integer(),
      at: fc.integer(),
      actor: fc.string(),
      action: fc.string(),
      subjectType: fc.string(),
      subjectId: fc.string(),
      patientId: fc.option(fc.string()),
      detail: fc.dictionary(fc.string(), fc.jsonValue()),
    });
    fc.assert(
      fc.property(row, row, fc.option(fc.string()), (a, b, previous) => {
        const same = canonicalJson(a) === canonicalJson(b);
        expect(changeHash(previous, a) === changeHash(previous, b)).toBe(same);
      }),
    );
  });

  test('fields that run into each other are kept apart', () => {
    const row = { id: 1, at: 1, subjectType: 't', subjectId: 's', patientId: null, detail: {} };
    const hashes = [
      changeHash(null, { ...row, actor: 'ab', action: 'c' }),
      changeHash(null, { ...row, actor: 'a', action: 'bc' }),
      changeHash('', { ...row, actor: 'a', action: 'bc' }),
      changeHash(null, { ...row, actor: 'a', action: 'bc', patientId: '' }),
    ];
    expect(new Set(hashes).size).toBe(hashes.length);
  });

  test('keys in any order give one text', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), value => {
        const turned = Object.fromEntries(Object.entries(value).reverse());
        expect(canonicalJson(turned)).toBe(canonicalJson(value));
      }),
    );
  });
});
