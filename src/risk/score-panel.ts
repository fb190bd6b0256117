import type { Store } from '../db/open.ts';
import type { CohortProgram } from './cohort-alert.ts';
import { loadPanel } from './load-panel.ts';
import { rankPanel, type Scored } from './rank.ts';
import { saveRanking } from './save-ranking.ts';
import { saveScores, scorePatient } from './save-scores.ts';
import type { RiskScorer } from './scorer.ts';
import { settleCohorts } from './settle-cohort.ts';

const loadPrograms = async (
  { reader, t }: Store,
  scorers: readonly RiskScorer[],
): Promise<readonly CohortProgram[]> => {
  const rows = await reader.select().from(t.program);
  return rows.flatMap(({ id, name, limitsVersion, rankBy }) => {
    const scorer = scorers.find(s => s.id === rankBy);
    return scorer ? [{ id, name, limitsVersion, scorer }] : [];
  });
};

/**
 * Scores every patient as of an instant, ranks each program's panel by the score it chose, and lets patients enter and
 * leave the intensive cohorts. Done again at the same instant on the same data it changes nothing. True when there is
 * an event to tell.
 */
export const scorePanel = async (
  store: Store,
  scorers: readonly RiskScorer[],
  at: number,
): Promise<boolean> => {
  const programs = await loadPrograms(store, scorers);
  const byId = new Map(programs.map(program => [program.id, program]));
  const programOf = new Map<string, CohortProgram>();
  const save = saveScores(store);
  const panels = new Map<string, Scored[]>(programs.map(({ id }) => [id, []]));
  for await (const patients of loadPanel(store, at)) {
    const scored = patients.map(patient => scorePatient(patient, scorers, at));
    await save(scored, at);
    for (const { patientId, programId, isEnded, scores } of scored) {
      const program = byId.get(programId);
      if (!program) continue;
      programOf.set(patientId, program);
      const score = scores.get(program.scorer);
      if (score?.applicable && !isEnded) panels.get(programId)?.push({ patientId, value: score.value });
    }
  }
  const ranked = programs.map(program => ({ program, ranked: rankPanel(panels.get(program.id) ?? []) }));
  let altered = false;
  for (const { program, ranked: places } of ranked) {
    const ranking = { programId: program.id, scoreId: program.scorer.id, ranked: places };
    if (await saveRanking(store, ranking, at)) altered = true;
  }
  const told = await settleCohorts(store, ranked, patientId => programOf.get(patientId), at);
  return altered || told;
};
