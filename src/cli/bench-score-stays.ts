import type { Random } from '../../simulators/random.ts';
import type { Sql } from '../db/statements.ts';
import type { StayFacts } from '../domain/encounter.ts';
import { dayMs, hourMs } from '../domain/local-day.ts';

const codes = ['I509', 'I10', 'E119', 'N183', 'J449', 'I4891', 'E785', 'F329'] as const;

const factsOf = (random: Random): StayFacts => ({
  admissionType: 'emergency',
  disposition: random.chance(0.7) ? 'home' : 'home-health',
  diagnoses: [
    { system: 'icd10', code: random.pick(codes) },
    { system: 'icd10', code: random.pick(codes) },
  ],
  medications: random.whole(4, 24),
  procedures: random.whole(0, 3),
});

/** Gives some patients stays of the last year, one in three of them within 30 days, and everybody two diagnoses. */
export const addStays = (sql: Sql) => {
  const stay = sql.prepare(
    `INSERT INTO encounter (id, patient_id, class, admitted_at, discharged_at, emergent, facts, created_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
  );
  const diagnosis = sql.prepare(
    `INSERT INTO condition (id, patient_id, system, code, onset, created_at)
     VALUES (?, ?, 'icd10', ?, NULL, ?) ON CONFLICT DO NOTHING`,
  );
  return async (patientId: string, at: number, random: Random): Promise<void> => {
    for (const n of [1, 2]) await diagnosis.run(`${patientId}-d${n}`, patientId, random.pick(codes), at);
    if (!random.chance(0.3)) return;
    const stays = random.whole(1, 3);
    for (let n = 1; n <= stays; n += 1) {
      const daysAgo = random.chance(1 / 3) ? random.whole(8, 29) : random.whole(30, 364);
      const admittedAt = at - daysAgo * dayMs;
      const dischargedAt = admittedAt + random.whole(1, 6) * dayMs + hourMs;
      const row = [admittedAt, dischargedAt, 1, JSON.stringify(factsOf(random)), at];
      await stay.run(`${patientId}-s${n}`, patientId, 'inpatient', ...row);
    }
  };
};
