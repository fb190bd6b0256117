import type { Store } from '../db/open.ts';
import type { CohortProgram } from './cohort-alert.ts';
import type { Members } from './cohort-members.ts';
import { type LastKnown, lastKnown } from './last-known.ts';
import { loadPanel } from './load-panel.ts';
import type { Member } from './place-members.ts';
import { saveScores } from './save-scores.ts';
import { type ValuesAsOf, valuesAsOf } from './score-history.ts';
import { type Broken, type PatientScores, scorePatients } from './score-patients.ts';
import type { RiskScorer, TelemetryOf } from './scorer.ts';

/** A program's patients who are watched, with the values of what may rank. */
export type Panel = {
  readonly now: Member[];
  readonly weekAgo: Member[];
  /** members of the cohort about whom a score that ranks says nothing now, though it did, and why */
  readonly silent: Map<string, string>;
};

export type Collected = {
  readonly panels: ReadonlyMap<string, Panel>;
  /** the program of everybody, watched or not */
  readonly programIdOf: ReadonlyMap<string, string>;
};

export type CollectDeps = {
  readonly store: Store;
  readonly scorers: readonly RiskScorer[];
  /** the order of the values */
  readonly ranking: readonly RiskScorer[];
  readonly programs: ReadonlyMap<string, CohortProgram>;
  readonly members: Members;
  readonly broken: Broken;
  readonly telemetryOf: TelemetryOf | undefined;
};

/** Values of today; a member's score that is unknown now counts as last known, and the panel says why. */
const valuesNow = ({ scorers, ranking }: CollectDeps, known: LastKnown) => {
  const places = ranking.map(scorer => scorers.indexOf(scorer));
  return (
    { patientId, scores }: PatientScores,
    { method }: CohortProgram,
    silent: Map<string, string> | null,
  ): Promise<readonly (number | null)[]> =>
    Promise.all(
      ranking.map(async (scorer, i) => {
        const score = scores[places[i] as number];
        if (score?.applicable) return score.value;
        if (!silent || !score?.unknown || !method.components.includes(scorer)) return null;
        const last = await known(patientId, scorer);
        if (last) silent.set(patientId, `${scorer.title} as last known: ${score.why}`);
        return last?.value ?? null;
      }),
    );
};

/** Sorts those who are watched into the panels of their programs. */
const gathering = (
  deps: CollectDeps,
  panels: ReadonlyMap<string, Panel>,
  programIdOf: Map<string, string>,
) => {
  const { store, programs, members } = deps;
  const valuesOf = valuesNow(deps, lastKnown(store));
  return async (scored: readonly PatientScores[], then: ValuesAsOf): Promise<void> => {
    for (const one of scored) {
      const { patientId, programId, isEnded } = one;
      const [program, panel] = [programs.get(programId), panels.get(programId)];
      if (!program || !panel) continue;
      programIdOf.set(patientId, programId);
      if (isEnded) continue;
      const isMember = members.memberships.get(programId)?.has(patientId) ?? false;
      panel.now.push({ patientId, values: await valuesOf(one, program, isMember ? panel.silent : null) });
      panel.weekAgo.push({ patientId, values: then(patientId) });
    }
  };
};

export const noPanel = (): Panel => ({ now: [], weekAgo: [], silent: new Map() });

/** Scores everybody, keeps the scores, and gathers what programs rank by: as it is, and as it was at `before`. */
export const collectPanel = async (deps: CollectDeps, at: number, before: number): Promise<Collected> => {
  const { store, scorers, ranking, programs, broken, telemetryOf } = deps;
  const save = saveScores(store);
  const ids = ranking.map(scorer => scorer.id);
  const valuesBetween = valuesAsOf(store, ids, before);
  const panels = new Map([...programs.keys()].map(id => [id, noPanel()]));
  const programIdOf = new Map<string, string>();
  const gather = gathering(deps, panels, programIdOf);
  for await (const patients of loadPanel({ ...store, telemetryOf }, at)) {
    const scored = scorePatients(patients, scorers, at, broken);
    await save(scored, scorers, at);
    const [first, last] = [patients[0]?.patientId ?? '', patients.at(-1)?.patientId ?? ''];
    await gather(scored, await valuesBetween(first, last));
  }
  return { panels, programIdOf };
};
