import type { Dialect, Sql } from '../../db/statements.ts';
import type { Store } from '../../db/store.ts';
import { readState, stateWrites } from './state.ts';

const columns = 'patient_id, kind, measured_at, reading_id, op, at';

const entry = (row: 'NEW' | 'OLD', op: 'put' | 'gone', now: string, only = 'true'): string =>
  `INSERT INTO history_queue (${columns})
   SELECT ${row}.patient_id, ${row}.kind, ${row}.measured_at, ${row}.id, '${op}', ${now} WHERE ${only}`;

/** What an overwritten point would keep of the old one: where it stands, its series, and values that may be absent. */
const standing = [
  ...['patient_id', 'kind', 'measured_at', 'id', 'device_id', 'slot', 'suspect', 'flags'],
  ...['pulse_per_min', 'glucose_mg_dl', 'out_of_range', 'meal', 'sent_unit'],
];

const moved = standing.map(column => `OLD.${column} IS DISTINCT FROM NEW.${column}`).join(' OR ');

/** A pruned reading is not gone: its transaction says that it prunes. */
const notPruning = `NOT EXISTS (SELECT 1 FROM history_state WHERE name = 'pruning')`;

const sqliteNow = `CAST(unixepoch('subsec') * 1000 AS INTEGER)`;
const postgresNow = '(extract(epoch FROM clock_timestamp()) * 1000)::bigint';

const names = ['history_put', 'history_changed', 'history_gone'] as const;

const sqlite = {
  install: [
    `CREATE TRIGGER IF NOT EXISTS history_put AFTER INSERT ON reading BEGIN ${entry('NEW', 'put', sqliteNow)}; END`,
    `CREATE TRIGGER IF NOT EXISTS history_changed AFTER UPDATE ON reading BEGIN
       ${entry('OLD', 'gone', sqliteNow, moved)};
       ${entry('NEW', 'put', sqliteNow)};
     END`,
    `CREATE TRIGGER IF NOT EXISTS history_gone AFTER DELETE ON reading WHEN ${notPruning}
     BEGIN ${entry('OLD', 'gone', sqliteNow)}; END`,
  ],
  drop: names.map(name => `DROP TRIGGER IF EXISTS ${name}`),
  installed: `SELECT 1 FROM sqlite_master WHERE type = 'trigger' AND name = 'history_gone'`,
};

const postgres = {
  install: [
    `CREATE OR REPLACE FUNCTION history_queue_reading() RETURNS trigger LANGUAGE plpgsql AS $history$
     BEGIN
       IF TG_OP = 'DELETE' THEN
         ${entry('OLD', 'gone', postgresNow, notPruning)};
       ELSIF TG_OP = 'UPDATE' THEN
         ${entry('OLD', 'gone', postgresNow, moved)};
         ${entry('NEW', 'put', postgresNow)};
       ELSE
         ${entry('NEW', 'put', postgresNow)};
       END IF;
       RETURN NULL;
     END $history$`,
    'DROP TRIGGER IF EXISTS history_reading ON reading',
    `CREATE TRIGGER history_reading AFTER INSERT OR UPDATE OR DELETE ON reading
     FOR EACH ROW EXECUTE FUNCTION history_queue_reading()`,
  ],
  drop: [
    'DROP TRIGGER IF EXISTS history_reading ON reading',
    'DROP FUNCTION IF EXISTS history_queue_reading()',
  ],
  installed: `SELECT 1 FROM pg_trigger WHERE tgname = 'history_reading' AND tgrelid = 'reading'::regclass`,
};

const texts: Readonly<Record<Dialect, typeof sqlite>> = { sqlite, postgres };

type Deps = Pick<Store, 'sql' | 'write'>;

const isInstalled = async (sql: Sql): Promise<boolean> =>
  (await sql.prepare(texts[sql.dialect].installed).get()) !== undefined;

/** Whether every change of a reading is queued now. */
export const isQueueKept = async (sql: Sql): Promise<boolean> =>
  (await readState(sql)('queued-since')) !== null && (await isInstalled(sql));

const runAll = async ({ sql }: Deps, statements: readonly string[]): Promise<void> => {
  for (const statement of statements) await sql.prepare(statement).run();
};

/**
 * From now on every reading that is stored, changed or taken away is queued in its own transaction. `false`: it was so
 * already; `true`: what changed before was not queued, so the history must be filled up.
 */
export const keepQueue = (deps: Deps, at: number): Promise<boolean> =>
  deps.write(async () => {
    const { sql } = deps;
    if (await isQueueKept(sql)) return false;
    await runAll(deps, texts[sql.dialect].install);
    await stateWrites(sql).set('queued-since', at);
    return true;
  });

/** Nothing is queued any more. What was queued stays. `false`: nothing was queued before either. */
export const dropQueue = (deps: Deps): Promise<boolean> =>
  deps.write(async () => {
    const { sql } = deps;
    if ((await readState(sql)('queued-since')) === null && !(await isInstalled(sql))) return false;
    await runAll(deps, texts[sql.dialect].drop);
    await stateWrites(sql).remove('queued-since');
    return true;
  });
