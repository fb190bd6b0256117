import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import BetterSqlite3 from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { migrate } from 'drizzle-orm/better-sqlite3/migrator';
import { expect, onTestFinished, test } from 'vitest';
import { openStore } from '../../src/db/open.ts';
import { tempFolder } from '../support/store.ts';

const migrations = fileURLToPath(new URL('../../src/db/migrations/sqlite', import.meta.url));

type Journal = { readonly entries: readonly { readonly idx: number }[] };

/** A store as the first version left it: its own migration alone, and one row in each table that changes later. */
const firstVersion = (): string => {
  const folder = tempFolder();
  const only = join(folder, 'first');
  cpSync(migrations, only, { recursive: true });
  const journalFile = join(only, 'meta', '_journal.json');
  const journal = JSON.parse(readFileSync(journalFile, 'utf8')) as Journal;
  writeFileSync(
    journalFile,
    JSON.stringify({ ...journal, entries: journal.entries.filter(e => e.idx === 0) }),
  );
  const data = join(folder, 'data');
  mkdirSync(data);
  const sqlite = new BetterSqlite3(join(data, 'vigil.db'));
  migrate(drizzle(sqlite), { migrationsFolder: only });
  sqlite.exec(`
    INSERT INTO outbox (id, at, kind, patient_id, item_id) VALUES (41, 1, 'worklist-item.opened', 'pat_1', 'wli_1'),
      (42, 2, 'worklist-item.changed', 'pat_1', 'wli_1');
    DELETE FROM outbox WHERE id = 42;
    INSERT INTO audit_log (at, actor, action, subject_type, subject_id, detail)
      VALUES (1, 'person:Ana', 'roster.import', 'roster', 'roster', '{"lines":1}');
    INSERT INTO rejected_message (id, source, topic, reason, remedy, raw, size_bytes, truncated, hash, times,
      first_received_at, last_received_at)
      VALUES ('rej_1', 'mqtt', 'vigil/v1/cuff/weight', 'unit', 'send a unit', x'7b7d', 2, 0, 'h', 3, 1, 2);
    INSERT INTO worklist_item (id, patient_id, program_id, state, lane, severity, confirmed, resolved, sla_due_at,
      opened_at, changed_at, version) VALUES ('wli_1', 'pat_1', 'hypertension', 'open', 'clinical', 2, 1, 0, 9, 1, 1, 1);
  `);
  sqlite.close();
  return data;
};

test('a store of the first version is brought forward with every row, and goes on counting events where it was', () => {
  const store = openStore(firstVersion(), { durable: false });
  onTestFinished(store.close);
  const all = (sql: string) => store.sqlite.prepare(sql).all();
  expect(all('SELECT id, kind, patient_id, subject_id FROM outbox')).toEqual([
    { id: 41, kind: 'worklist-item.opened', patient_id: 'pat_1', subject_id: null },
  ]);
  store.sqlite.exec("INSERT INTO outbox (at, kind, patient_id) VALUES (3, 'alert.changed', 'pat_1')");
  expect(all('SELECT max(id) AS id FROM outbox')).toEqual([{ id: 43 }]);
  expect(all('SELECT id, detail, hash FROM audit_log')).toEqual([
    { id: 1, detail: '{"lines":1}', hash: null },
  ]);
  expect(all('SELECT id, times, state FROM rejected_message')).toEqual([
    { id: 'rej_1', times: 3, state: 'waiting' },
  ]);
  expect(all('SELECT id, owner, snoozed_until FROM worklist_item')).toEqual([
    { id: 'wli_1', owner: null, snoozed_until: null },
  ]);
});
