import { asc, gt, inArray } from 'drizzle-orm';
import type { Store } from '../db/open.ts';
import { statusesOf } from '../roster/monitoring.ts';
import type { ScoringInputs, TelemetryOf } from './scorer.ts';

type Deps = Pick<Store, 'reader' | 't'> & {
  /** absent: no score looks at readings */
  readonly telemetryOf?: TelemetryOf | undefined;
};

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

/** Stays, diagnoses and, where somebody asks for them, what the readings say of some patients. */
export const loadInputs = async (
  { reader, t, telemetryOf }: Deps,
  patients: readonly Pick<Enrolled, 'id' | 'timeZone' | 'birthDate'>[],
  at: number,
): Promise<ReadonlyMap<string, ScoringInputs>> => {
  const ids = patients.map(p => p.id);
  const [encounters, conditions] = await Promise.all([
    reader.select().from(t.encounter).where(inArray(t.encounter.patientId, ids)),
    reader.select().from(t.condition).where(inArray(t.condition.patientId, ids)),
  ]);
  const telemetry = telemetryOf?.(ids, at);
  const encountersOf = Map.groupBy(encounters, e => e.patientId);
  const conditionsOf = Map.groupBy(conditions, c => c.patientId);
  return new Map(
    patients.map(({ id, timeZone, birthDate }) => [
      id,
      {
        timeZone,
        birthDate,
        encounters: encountersOf.get(id) ?? [],
        conditions: conditionsOf.get(id) ?? [],
        telemetry: telemetry?.get(id) ?? null,
      },
    ]),
  );
};

const describe = async (
  deps: Deps,
  patients: readonly Enrolled[],
  at: number,
): Promise<readonly PanelPatient[]> => {
  const inputs = await loadInputs(deps, patients, at);
  const statusOf = await statusesOf(
    deps,
    patients.map(p => p.id),
    at,
  );
  return patients.flatMap(({ id, programId }) => {
    const ofPatient = inputs.get(id);
    return ofPatient
      ? [{ patientId: id, programId, isEnded: statusOf(id) === 'ended', inputs: ofPatient }]
      : [];
  });
};

const patientsAtOnce = 200;

/** Every patient, 200 at a time; the loop is free between them. */
export async function* loadPanel(deps: Deps, at: number): AsyncGenerator<readonly PanelPatient[], void> {
  const { reader, t } = deps;
  for (let after = ''; ; ) {
    const patients = await reader
      .select({
        id: t.patient.id,
        programId: t.patient.programId,
        timeZone: t.patient.timeZone,
        birthDate: t.patient.birthDate,
      })
      .from(t.patient)
      .where(gt(t.patient.id, after))
      .orderBy(asc(t.patient.id))
      .limit(patientsAtOnce);
    const last = patients.at(-1);
    if (!last) return;
    yield await describe(deps, patients, at);
    after = last.id;
    await new Promise(setImmediate);
  }
}
