import type BetterSqlite3 from 'better-sqlite3';
import type { Condition, StayFacts } from '../domain/encounter.ts';
import type { ToldEncounter } from './features/inputs.ts';
import type { ScoringInputs, TelemetryOf } from './scorer.ts';

export type LoadInputsDeps = {
  readonly readerSqlite: BetterSqlite3.Database;
  /** absent: no score looks at readings */
  readonly telemetryOf?: TelemetryOf | undefined;
};

type Told = { readonly id: string; readonly timeZone: string; readonly birthDate: string };

/** Stays, diagnoses and, where somebody asks for them, what the readings say of some patients, in their order. */
export type LoadInputs = (patients: readonly Told[], at: number) => readonly ScoringInputs[];

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
  FROM json_each(?) p CROSS JOIN condition c WHERE c.patient_id = p.value`;

const factsOf = (facts: string | null): StayFacts | null =>
  facts === null ? null : (JSON.parse(facts) as StayFacts | null);

/** Asks once for the stays and once for the diagnoses of all patients asked for. */
export const inputsLoader = ({ readerSqlite, telemetryOf }: LoadInputsDeps): LoadInputs => {
  const encounters = readerSqlite.prepare<[string], EncounterRow>(selectEncounters).raw();
  const conditions = readerSqlite.prepare<[string], ConditionRow>(selectConditions).raw();
  return (patients, at) => {
    const ids = patients.map(p => p.id);
    const asked = JSON.stringify(ids);
    const told = patients.map(() => ({ encounters: [] as ToldEncounter[], conditions: [] as Condition[] }));
    for (const [i, encounterClass, admittedAt, dischargedAt, emergent, facts] of encounters.all(asked))
      told[i]?.encounters.push({
        class: encounterClass,
        admittedAt,
        dischargedAt,
        emergent: emergent === 1,
        facts: factsOf(facts),
      });
    for (const [i, system, code, onset] of conditions.all(asked))
      told[i]?.conditions.push({ system, code, onset });
    const telemetry = telemetryOf?.(ids, at);
    return patients.map(({ id, timeZone, birthDate }, i) => ({
      timeZone,
      birthDate,
      encounters: told[i]?.encounters ?? [],
      conditions: told[i]?.conditions ?? [],
      telemetry: telemetry?.get(id) ?? null,
    }));
  };
};
