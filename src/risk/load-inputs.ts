import type { Sql } from '../db/statements.ts';
import type { Condition, StayFacts } from '../domain/encounter.ts';
import type { ToldEncounter } from './features/inputs.ts';
import type { ScoringInputs, TelemetryOf } from './scorer.ts';

export type LoadInputsDeps = {
  readonly readerSql: Sql;
  /** absent: no score looks at readings */
  readonly telemetryOf?: TelemetryOf | undefined;
};

type Told = { readonly id: string; readonly timeZone: string; readonly birthDate: string };

/** Stays, diagnoses and, where somebody asks for them, what the readings say of some patients, in their order. */
export type LoadInputs = (patients: readonly Told[], at: number) => Promise<readonly ScoringInputs[]>;

type EncounterRow = [
  patient: number,
  encounterClass: ToldEncounter['class'],
  admittedAt: number,
  dischargedAt: number | null,
  emergent: number,
  facts: string | null,
];
type ConditionRow = [patient: number, system: Condition['system'], code: string, onset: Condition['onset']];

const selectEncounters = `SELECT p.key, e.class, e.admitted_at, e.discharged_at, e.emergent, e.facts
  FROM json_each(?) p CROSS JOIN encounter e WHERE e.patient_id = p.value`;
const selectConditions = `SELECT p.key, c.system, c.code, c.onset
  FROM json_each(?) p CROSS JOIN condition c WHERE c.patient_id = p.value AND c.ended_at IS NULL`;

const factsOf = (facts: string | null): StayFacts | null =>
  facts === null ? null : (JSON.parse(facts) as StayFacts | null);

/** Asks once for the stays and once for the diagnoses of all patients asked for. */
export const inputsLoader = ({ readerSql, telemetryOf }: LoadInputsDeps): LoadInputs => {
  const encounters = readerSql.prepare<[string], EncounterRow>(selectEncounters).raw();
  const conditions = readerSql.prepare<[string], ConditionRow>(selectConditions).raw();
  return async (patients, at) => {
    const ids = patients.map(p => p.id);
    const asked = JSON.stringify(ids);
    const [stays, diagnoses, telemetry] = await Promise.all([
      encounters.all(asked),
      conditions.all(asked),
      telemetryOf?.(ids, at),
    ]);
    const told = patients.map(() => ({ encounters: [] as ToldEncounter[], conditions: [] as Condition[] }));
    for (const [i, encounterClass, admittedAt, dischargedAt, emergent, facts] of stays)
      told[i]?.encounters.push({
        class: encounterClass,
        admittedAt,
        dischargedAt,
        emergent: emergent === 1,
        facts: factsOf(facts),
      });
    for (const [i, system, code, onset] of diagnoses) told[i]?.conditions.push({ system, code, onset });
    return patients.map(({ id, timeZone, birthDate }, i) => ({
      timeZone,
      birthDate,
      encounters: told[i]?.encounters ?? [],
      conditions: told[i]?.conditions ?? [],
      telemetry: telemetry?.get(id) ?? null,
    }));
  };
};
