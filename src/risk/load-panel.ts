import type { Sql } from '../db/statements.ts';
import { type MonitoringChange, statusAt } from '../domain/monitoring.ts';
import { inputsLoader, type LoadInputsDeps } from './load-inputs.ts';
import type { ScoringInputs } from './scorer.ts';

export type PanelPatient = {
  readonly patientId: string;
  readonly programId: string;
  /** watched no longer, so not ranked */
  readonly isEnded: boolean;
  readonly inputs: ScoringInputs;
};

type Enrolled = {
  readonly id: string;
  readonly programId: string;
  readonly timeZone: string;
  readonly birthDate: string;
};

type ChangeRow = MonitoringChange & { readonly patientId: string };

const patientsAtOnce = 200;

/** Whether each of the patients between two ids is watched no longer at an instant. */
const endedLoader = (sql: Sql) => {
  const changes = sql.prepare<[string, string], ChangeRow>(
    `SELECT patient_id AS "patientId", status, from_at AS "fromAt", resumes_at AS "resumesAt", review_at AS "reviewAt"
     FROM monitoring WHERE patient_id BETWEEN ? AND ? ORDER BY from_at, at, id`,
  );
  return async (firstId: string, lastId: string, at: number): Promise<(patientId: string) => boolean> => {
    const changesOf = Map.groupBy(await changes.all(firstId, lastId), change => change.patientId);
    return patientId => statusAt(changesOf.get(patientId) ?? [], at) === 'ended';
  };
};

/** Every patient, 200 at a time in the order of their ids; the loop is free between them. */
export async function* loadPanel(
  deps: LoadInputsDeps,
  at: number,
): AsyncGenerator<readonly PanelPatient[], void> {
  const page = deps.readerSql.prepare<[string], Enrolled>(
    `SELECT id, program_id AS "programId", time_zone AS "timeZone", birth_date AS "birthDate"
     FROM patient WHERE id > ? ORDER BY id LIMIT ${patientsAtOnce}`,
  );
  const [inputsOf, endedOf] = [inputsLoader(deps), endedLoader(deps.readerSql)];
  for (let after = ''; ; ) {
    const patients = await page.all(after);
    const [first, last] = [patients[0], patients.at(-1)];
    if (!first || !last) return;
    const [isEnded, inputs] = await Promise.all([endedOf(first.id, last.id, at), inputsOf(patients, at)]);
    yield patients.map(({ id, programId }, i) => ({
      patientId: id,
      programId,
      isEnded: isEnded(id),
      inputs: inputs[i] as ScoringInputs,
    }));
    after = last.id;
    await new Promise(setImmediate);
  }
}
