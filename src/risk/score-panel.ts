import type { Store } from '../db/open.ts';
import { dayMs } from '../domain/local-day.ts';
import { defaultRiskSettings } from '../domain/risk.ts';
import type { CohortProgram } from './cohort-alert.ts';
import { cutsOf } from './cuts.ts';
import { loadPanel } from './load-panel.ts';
import { type Member, placeMembers, risesSince } from './place-members.ts';
import { rankingMethod } from './ranking-method.ts';
import { saveRanking } from './save-ranking.ts';
import { type PatientScores, saveScores, scorePatients } from './save-scores.ts';
import { valuesAsOf } from './score-history.ts';
import type { RiskScorer, TelemetryOf } from './scorer.ts';
import { settleCohorts } from './settle-cohort.ts';

/** over which a rise is told */
const riseMs = 7 * dayMs;

const loadPrograms = async (
  { reader, t }: Store,
  scorers: readonly RiskScorer[],
): Promise<readonly CohortProgram[]> => {
  const rows = await reader.select().from(t.program);
  return rows.map(({ id, name, limitsVersion, rankBy, riskSettings }) => {
    const settings = riskSettings ?? defaultRiskSettings;
    return { id, name, limitsVersion, settings, method: rankingMethod({ rankBy, settings }, scorers) };
  });
};

type Panel = { readonly now: Member[]; readonly weekAgo: Member[] };

const valuesOf = ({ scores }: PatientScores, { method }: CohortProgram): (number | null)[] =>
  method.components.map(scorer => {
    const score = scores.get(scorer);
    return score?.applicable ? score.value : null;
  });

const scoreAll = async (
  store: Store,
  scorers: readonly RiskScorer[],
  programs: ReadonlyMap<string, CohortProgram>,
  at: number,
  telemetryOf: TelemetryOf | undefined,
) => {
  const save = saveScores(store);
  const componentsOf = ({ method }: CohortProgram) => method.components.map(({ id }) => id);
  const components = [...new Set([...programs.values()].flatMap(componentsOf))];
  const readBefore = valuesAsOf(store, components, at - riseMs);
  const programOf = new Map<string, CohortProgram>();
  const panels = new Map<string, Panel>([...programs.keys()].map(id => [id, { now: [], weekAgo: [] }]));
  for await (const patients of loadPanel({ ...store, telemetryOf }, at)) {
    const scored = scorePatients(patients, scorers, at);
    await save(scored, at);
    const before = readBefore(scored[0]?.patientId ?? '', scored.at(-1)?.patientId ?? '');
    for (const one of scored) {
      const { patientId, programId, isEnded } = one;
      const program = programs.get(programId);
      const panel = panels.get(programId);
      if (!program || !panel) continue;
      programOf.set(patientId, program);
      if (isEnded) continue;
      panel.now.push({ patientId, values: valuesOf(one, program) });
      const known = before(patientId);
      const values = componentsOf(program).map(id => known[components.indexOf(id)] ?? null);
      panel.weekAgo.push({ patientId, values });
    }
  }
  return { panels, programOf };
};

/**
 * Scores every patient as of an instant, ranks each program's panel by what it chose, and lets patients enter and leave
 * the intensive cohorts. Done again at the same instant on the same data it changes nothing. True when there is an
 * event to tell.
 */
export const scorePanel = async (
  store: Store,
  scorers: readonly RiskScorer[],
  at: number,
  telemetryOf?: TelemetryOf,
): Promise<boolean> => {
  const programs = await loadPrograms(store, scorers);
  const byId = new Map(programs.map(program => [program.id, program]));
  const { panels, programOf } = await scoreAll(store, scorers, byId, at, telemetryOf);
  let altered = false;
  const settling = [];
  for (const program of programs) {
    const { id, method, settings } = program;
    const panel = panels.get(id) ?? { now: [], weekAgo: [] };
    const ranked = placeMembers(method, panel.now, settings);
    const rises = risesSince(ranked, placeMembers(method, panel.weekAgo, settings));
    const scoreIds = method.components.map(scorer => scorer.id);
    const ranking = { programId: id, by: method.by, scoreIds, ranked, rises };
    if (await saveRanking(store, ranking, at)) altered = true;
    settling.push({ program, ranked, cuts: cutsOf(settings, ranked.length) });
  }
  const told = await settleCohorts(store, settling, patientId => programOf.get(patientId), at);
  return altered || told;
};
