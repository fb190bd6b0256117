import type BetterSqlite3 from 'better-sqlite3';

/** Collects, within one transaction, what arrived for whom, and saves the due marks sorted by patient. */
export type DueMarks = {
  /** the next number in the patient's order of arrival; taken only if the arrival is then marked */
  readonly nextArrival: (patientId: string) => number;
  readonly mark: (patientId: string, measuredAt: number) => void;
  readonly save: (at: number) => readonly string[];
};

type Mark = { generation: number; earliestAt: number };

export const dueMarks = (sqlite: BetterSqlite3.Database): (() => DueMarks) => {
  const select = sqlite.prepare<[string], number>('SELECT generation FROM due WHERE patient_id = ?').pluck();
  const upsert = sqlite.prepare(
    `INSERT INTO due (patient_id, due_at, generation, judged_generation, earliest_at, timers, setbacks, failures)
     VALUES (@patientId, @at, @generation, 0, @earliestAt, '{}', '{}', 0)
     ON CONFLICT (patient_id) DO UPDATE SET
       generation = excluded.generation,
       due_at = min(coalesce(due_at, excluded.due_at), excluded.due_at),
       earliest_at = min(coalesce(earliest_at, excluded.earliest_at), excluded.earliest_at)`,
  );
  return () => {
    const known = new Map<string, number>();
    const marked = new Map<string, Mark>();
    const generationOf = (patientId: string): number => {
      const generation = known.get(patientId) ?? select.get(patientId) ?? 0;
      known.set(patientId, generation);
      return generation;
    };
    return {
      nextArrival: patientId => generationOf(patientId) + 1,
      mark: (patientId, measuredAt) => {
        const generation = generationOf(patientId) + 1;
        known.set(patientId, generation);
        const earliestAt = Math.min(marked.get(patientId)?.earliestAt ?? measuredAt, measuredAt);
        marked.set(patientId, { generation, earliestAt });
      },
      save: at => {
        const patientIds = [...marked.keys()].sort();
        for (const patientId of patientIds) upsert.run({ patientId, at, ...marked.get(patientId) });
        return patientIds;
      },
    };
  };
};
