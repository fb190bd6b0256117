import { decideChange } from '../alerts/decide-change.ts';
import { altersWorklist, carryOut, isNewsToPeople, standingOf } from '../alerts/episode.ts';
import { riskCohort } from '../alerts/sources.ts';
import { loadEpisodes, saveEpisode } from '../alerts/store.ts';
import type { Store } from '../db/open.ts';
import { clear, type Finding } from '../domain/alert.ts';
import { attach } from '../worklist/attach.ts';
import { cohortBounds, type Ranked } from './rank.ts';
import type { RiskScorer } from './scorer.ts';

export type CohortProgram = {
  readonly id: string;
  readonly name: string;
  readonly limitsVersion: number;
  readonly scorer: RiskScorer;
};

/** For information: being at high risk is no event of today, so it never stands above what a reading told. */
const severity = 'info';

/** What being in the cohort, or not (`null`), says of a patient. */
export const cohortFinding = (
  { name, scorer }: Pick<CohortProgram, 'name' | 'scorer'>,
  place: Ranked | null,
): Finding => {
  if (place === null) return clear;
  const { value, rank, outOf } = place;
  const { enterWithin, leaveBeyond } = cohortBounds(outOf);
  const among = rank <= enterWithin ? 'among the highest 5 %' : 'still among the highest 10 %';
  return {
    is: 'firing',
    severity,
    confirmed: true,
    because: `${scorer.say(value)}: rank ${rank} of ${outOf} in ${name}, ${among}`,
    evidence: { readings: [], limits: { value, rank, outOf, enterWithin, leaveBeyond } },
  };
};

/** Brings a patient's risk alert, and so the worklist, in line with the cohort; true when people may see a difference. */
export type TellOfCohort = (
  patientId: string,
  program: CohortProgram,
  place: Ranked | null,
  at: number,
) => Promise<boolean>;

/** Inside the writer's transaction. */
export const tellOfCohort = (store: Store): TellOfCohort => {
  const load = loadEpisodes(store.sqlite);
  const save = saveEpisode(store.sqlite);
  return async (patientId, program, place, at) => {
    const episodes = (load(patientId, at).get(riskCohort.id) ?? []).filter(e => e.endedAt === null);
    const standing = episodes.at(-1);
    const finding = cohortFinding(program, place);
    const change = decideChange(standingOf(standing), finding);
    const isSaid = finding.is === 'firing' && finding.because === standing?.because;
    if (change === 'nothing' || (change === 'refresh' && isSaid)) return false;
    carryOut(episodes, change, finding, at);
    const { limitsVersion, id: programId } = program;
    for (const episode of episodes) {
      const raisedAt = isNewsToPeople(episode) ? at : null;
      save(patientId, riskCohort, episode, { limitsVersion, raisedAt });
    }
    const altering = episodes.filter(altersWorklist);
    if (altering.length === 0) return false;
    const newsIds = altering.filter(isNewsToPeople).map(e => e.id);
    const changedIds = altering.map(e => e.id);
    await attach(store, { patientId, programId, changedIds, newsIds, againIds: [], now: at });
    return true;
  };
};
