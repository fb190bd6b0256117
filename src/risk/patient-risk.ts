import { and, eq, isNull } from 'drizzle-orm';
import type { PatientRiskBody } from '../contract/risk.ts';
import type { Store } from '../db/open.ts';
import { AppError } from '../errors.ts';
import { findPatient } from '../roster/patients.ts';
import { combinedBody, riskScoreBody, type ScoreRow } from './bodies.ts';
import type { RiskInputs } from './features/inputs.ts';
import { inputsLoader } from './load-inputs.ts';
import { degradedOf, loadTelling } from './load-telling.ts';
import { rowOf } from './save-scores.ts';
import { scoreAlone } from './score-patients.ts';
import type { RiskScorer, ScoringInputs, TelemetryOf } from './scorer.ts';
import { loadStale } from './stale.ts';

type Deps = Pick<Store, 'reader' | 'readerSql' | 't'> & { readonly telemetryOf?: TelemetryOf | undefined };

const isoOrNull = (at: number | null | undefined): string | null =>
  at === null || at === undefined ? null : new Date(at).toISOString();

const latestEncounter = ({ encounters }: RiskInputs): number | null =>
  encounters.length === 0 ? null : Math.max(...encounters.map(e => e.admittedAt));

const readStored = async ({ reader, t }: Deps, patientId: string, programId: string) => {
  const [[program], [place], [member], rows] = await Promise.all([
    reader.select().from(t.program).where(eq(t.program.id, programId)),
    reader.select().from(t.riskRank).where(eq(t.riskRank.patientId, patientId)),
    reader
      .select()
      .from(t.cohort)
      .where(and(eq(t.cohort.patientId, patientId), isNull(t.cohort.leftAt))),
    reader.select().from(t.riskScore).where(eq(t.riskScore.patientId, patientId)),
  ]);
  if (!program) throw new AppError('not-found', "the patient's program does not exist", { field: 'program' });
  return { program, place, member, rows };
};

/** One patient's scores as last computed, each with its parts, and the place in the panel. @throws AppError not-found */
export const readPatientRisk = async (
  deps: Deps,
  scorers: readonly RiskScorer[],
  id: string,
  at: number,
): Promise<PatientRiskBody> => {
  const patient = await findPatient(deps, id);
  const { program, place, member, rows } = await readStored(deps, patient.id, patient.programId);
  const [telling, staleOf, [inputs]] = await Promise.all([
    loadTelling(deps, program),
    loadStale(deps, scorers, [patient.id], at),
    inputsLoader(deps)([patient], at) as Promise<[ScoringInputs]>,
  ]);
  // somebody enrolled a moment ago is scored here, before the panel is
  const scoreOf = (scorer: RiskScorer): ScoreRow =>
    rows.find(row => row.scoreId === scorer.id) ??
    rowOf(patient.id, scorer, scoreAlone(scorer, inputs, at), at);
  return {
    patientId: patient.id,
    rankedBy: program.rankBy,
    degraded: degradedOf(program, scorers),
    rank: place?.rank ?? null,
    outOf: place?.outOf ?? null,
    percentile: place?.percentile ?? null,
    rise7d: place?.rise ?? null,
    tier: place?.tier ?? null,
    cohortSince: isoOrNull(member?.enteredAt),
    stale: staleOf(patient.id),
    ranking: place ? combinedBody(place, telling) : null,
    scores: scorers.map(scorer => riskScoreBody(scoreOf(scorer), scorer, telling)),
    inputs: {
      encounters: inputs.encounters.length,
      conditions: inputs.conditions.length,
      latestEncounterAt: isoOrNull(latestEncounter(inputs)),
    },
  };
};
