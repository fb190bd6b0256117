import { decideChange } from '../alerts/decide-change.ts';
import { altersWorklist, carryOut, isNewsToPeople, standingOf } from '../alerts/episode.ts';
import { riskCohort } from '../alerts/sources.ts';
import { loadEpisodes, saveEpisode } from '../alerts/store.ts';
import type { Store } from '../db/open.ts';
import type { Sql } from '../db/statements.ts';
import { clear, type Finding } from '../domain/alert.ts';
import type { RiskPart, RiskSettings } from '../domain/risk.ts';
import { attach } from '../worklist/attach.ts';
import { cutsOf } from './cuts.ts';
import type { Ranked } from './rank.ts';
import type { RankingMethod } from './ranking-method.ts';
import { type Ground, sayPlace } from './say-place.ts';

export type CohortProgram = {
  readonly id: string;
  readonly name: string;
  readonly limitsVersion: number;
  readonly settings: RiskSettings;
  readonly method: RankingMethod;
};

/** For information: being at high risk is no event of today, so it never stands above what a reading told. */
const severity = 'info';

/** What being in the cohort, or not (`null`), says of a patient. */
export const cohortFinding = (
  program: Pick<CohortProgram, 'name' | 'settings'>,
  place: Ranked | null,
  grounds: readonly Ground[],
): Finding => {
  if (place === null) return clear;
  const { value, rank, outOf } = place;
  return {
    is: 'firing',
    severity,
    confirmed: true,
    because: sayPlace(program, place, grounds),
    evidence: { readings: [], limits: { value, rank, outOf, ...cutsOf(program.settings, outOf) } },
  };
};

const loadGrounds = (sql: Sql) => {
  const find = sql.prepare<[string, string], { value: number | null; parts: string }>(
    'SELECT value, parts FROM risk_score WHERE patient_id = ? AND score_id = ?',
  );
  return async (patientId: string, { components }: RankingMethod): Promise<readonly Ground[]> => {
    const rows = await Promise.all(components.map(scorer => find.get(patientId, scorer.id)));
    return components.flatMap((scorer, i) => {
      const row = rows[i];
      if (!row || row.value === null) return [];
      return [{ scorer, value: row.value, parts: JSON.parse(row.parts) as readonly RiskPart[] }];
    });
  };
};

/**
 * Brings a patient's risk alert, and so the worklist, in line with the cohort; true when people may see a difference.
 * Without `mayRaise` no alert is raised; one that stands goes on all the same.
 */
export type TellOfCohort = (
  patientId: string,
  program: CohortProgram,
  place: Ranked | null,
  options: { readonly mayRaise: boolean; readonly at: number },
) => Promise<boolean>;

/** Inside the writer's transaction. */
export const tellOfCohort = (store: Store): TellOfCohort => {
  const load = loadEpisodes(store.sql);
  const save = saveEpisode(store.sql);
  const groundsOf = loadGrounds(store.sql);
  return async (patientId, program, place, { mayRaise, at }) => {
    const byRule = await load(patientId, at);
    const episodes = (byRule.get(riskCohort.id) ?? []).filter(e => e.endedAt === null);
    const standing = episodes.at(-1);
    if (!standing && !mayRaise) return false;
    const grounds = place ? await groundsOf(patientId, program.method) : [];
    const finding = cohortFinding(program, place, grounds);
    const change = decideChange(standingOf(standing), finding);
    const isSaid = finding.is === 'firing' && finding.because === standing?.because;
    if (change === 'nothing' || (change === 'refresh' && isSaid)) return false;
    carryOut(episodes, change, finding, at);
    const { limitsVersion, id: programId } = program;
    for (const episode of episodes) {
      const raisedAt = isNewsToPeople(episode) ? at : null;
      await save(patientId, riskCohort, episode, { limitsVersion, raisedAt });
    }
    const altering = episodes.filter(altersWorklist);
    if (altering.length === 0) return false;
    const newsIds = altering.filter(isNewsToPeople).map(e => e.id);
    const changedIds = altering.map(e => e.id);
    await attach(store, { patientId, programId, changedIds, newsIds, againIds: [], now: at });
    return true;
  };
};
