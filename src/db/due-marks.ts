import { each } from './gathered.ts';
import type { Dialect, Sql } from './statements.ts';

/** Collects, within one transaction, what arrived for whom, and saves the due marks sorted by patient. */
export type DueMarks = {
  /** Holds these patients' order of arrival for this transaction, in the order of their ids: whoever takes several begins so. */
  readonly hold: (patientIds: Iterable<string>) => Promise<void>;
  /** the next number in the patient's order of arrival; taken only if the arrival is then marked */
  readonly nextArrival: (patientId: string) => Promise<number>;
  readonly mark: (patientId: string, measuredAt: number) => Promise<void>;
  readonly save: (at: number) => Promise<readonly string[]>;
};

type Mark = { generation: number; earliestAt: number };

const beginSql = `INSERT INTO due (patient_id, generation, judged_generation, timers, setbacks, failures)
  SELECT value, 0, 0, '{}', '{}', 0 FROM json_each(?) p ORDER BY value ON CONFLICT DO NOTHING`;

const holdSql = `SELECT patient_id, generation FROM due WHERE patient_id IN (SELECT value FROM json_each(?) p)
  ORDER BY patient_id FOR UPDATE`;

/** SQL: who is marked at `@at` is due now, also where the clock of the process that says so is ahead of the others'. */
export const markedAt: Readonly<Record<Dialect, string>> = {
  sqlite: '@at',
  postgres: 'least(@at, CAST(extract(epoch FROM clock_timestamp()) * 1000 AS bigint))',
};

const upsertSql = (dialect: Dialect) => `INSERT INTO due
    (patient_id, due_at, generation, judged_generation, earliest_at, timers, setbacks, failures)
  SELECT @patientId, ${markedAt[dialect]}, @generation, 0, @earliestAt, '{}', '{}', 0 ${each} WHERE true
  ON CONFLICT (patient_id) DO UPDATE SET
    generation = excluded.generation,
    due_at = least(coalesce(due.due_at, excluded.due_at), excluded.due_at),
    earliest_at = least(coalesce(due.earliest_at, excluded.earliest_at), excluded.earliest_at)`;

type Held = [patientId: string, generation: number];

/** Where there is but one writer nobody needs to be held. */
const holding = (sql: Sql): ((patientIds: readonly string[]) => Promise<readonly Held[]>) => {
  if (sql.dialect === 'sqlite') return async () => [];
  const begin = sql.prepare(beginSql);
  const hold = sql.prepare<[string], Held>(holdSql).raw();
  return async patientIds => {
    const ids = JSON.stringify(patientIds);
    const [, held] = await Promise.all([begin.run(ids), hold.all(ids)]);
    return held;
  };
};

export const dueMarks = (sql: Sql): (() => DueMarks) => {
  const select = sql.prepare<[string], number>('SELECT generation FROM due WHERE patient_id = ?').pluck();
  const upsert = sql.prepare(upsertSql(sql.dialect), { types: ['text', 'bigint', 'bigint', 'bigint'] });
  const tell = sql.dialect === 'postgres' ? sql.prepare("SELECT pg_notify('vigil_due', '')") : null;
  const heldOf = holding(sql);
  return () => {
    const known = new Map<string, number>();
    const marked = new Map<string, Mark>();
    const hold = async (patientIds: Iterable<string>): Promise<void> => {
      const ids = [...new Set(patientIds)].filter(id => !known.has(id)).sort();
      if (ids.length === 0) return;
      for (const [patientId, generation] of await heldOf(ids)) known.set(patientId, generation);
    };
    const generationOf = async (patientId: string): Promise<number> => {
      await hold([patientId]);
      const generation = known.get(patientId) ?? (await select.get(patientId)) ?? 0;
      known.set(patientId, generation);
      return generation;
    };
    return {
      hold,
      nextArrival: async patientId => (await generationOf(patientId)) + 1,
      mark: async (patientId, measuredAt) => {
        const generation = (await generationOf(patientId)) + 1;
        known.set(patientId, generation);
        const earliestAt = Math.min(marked.get(patientId)?.earliestAt ?? measuredAt, measuredAt);
        marked.set(patientId, { generation, earliestAt });
      },
      save: async at => {
        const patientIds = [...marked.keys()].sort();
        await Promise.all(
          patientIds.map(patientId => upsert.run({ patientId, at, ...marked.get(patientId) })),
        );
        if (patientIds.length > 0) await tell?.run();
        return patientIds;
      },
    };
  };
};
