import type { Store } from '../db/open.ts';
import { dayMs } from '../domain/local-day.ts';
import { defaultRiskSettings } from '../domain/risk.ts';
import type { CohortProgram } from './cohort-alert.ts';
import { loadMembers } from './cohort-members.ts';
import { type Collected, collectPanel, noPanel, type Panel } from './collect-panel.ts';
import { cutsOf } from './cuts.ts';
import { type Member, placeMembers, risesSince } from './place-members.ts';
import { fallbackId, rankingMethod } from './ranking-method.ts';
import { saveRanking } from './save-ranking.ts';
import { whyBroken } from './score-patients.ts';
import { comparableSince, noteUses } from './score-use.ts';
import { type RiskScorer, type TelemetryOf, unavailableScorer } from './scorer.ts';
import { type RankedProgram, settleCohorts } from './settle-cohort.ts';
import { readingSafely, watchBroken } from './watch-broken.ts';

/** over which a rise is told */
const riseMs = 7 * dayMs;

export type ScorePanelOptions = {
  /** absent: no score looks at readings */
  readonly telemetryOf?: TelemetryOf | undefined;
  /** once for each score that breaks, whatever of it: the panel is scored and ranked all the same */
  readonly onBroken?: (scorer: RiskScorer, error: unknown) => void;
};

export type ScoredPanel = {
  /** there is an event to tell */
  readonly altered: boolean;
  /** as they were found: one that broke is unavailable */
  readonly scorers: readonly RiskScorer[];
};

type ProgramRow = Store['t']['program']['$inferSelect'];

const programsOf = (rows: readonly ProgramRow[], scorers: readonly RiskScorer[]): readonly CohortProgram[] =>
  rows.map(({ id, name, limitsVersion, rankBy, riskSettings }) => {
    const settings = riskSettings ?? defaultRiskSettings;
    return { id, name, limitsVersion, settings, method: rankingMethod({ rankBy, settings }, scorers) };
  });

/** Members with the values of what ranks their program, in its order. */
const picking = ({ method }: CohortProgram, ranking: readonly RiskScorer[]) => {
  const places = method.components.map(({ id }) => ranking.findIndex(scorer => scorer.id === id));
  return (members: readonly Member[]): readonly Member[] =>
    members.map(({ patientId, values }) => ({
      patientId,
      values: places.map(place => values[place] ?? null),
    }));
};

const rankingScorers = (
  programs: readonly CohortProgram[],
  scorers: readonly RiskScorer[],
): readonly RiskScorer[] => {
  const ids = new Set(programs.flatMap(({ method }) => method.components.map(({ id }) => id)));
  return scorers.filter(({ id }) => ids.has(id) || id === fallbackId);
};

/**
 * Whom the ranking cannot move: members about whom it knows nothing new; and every member who is watched while the ranking
 * is not the one that was chosen.
 */
const heldOf = (panel: Panel, settles: boolean): ReadonlySet<string> =>
  new Set(settles ? panel.silent.keys() : panel.now.map(member => member.patientId));

type Ranking = { readonly panels: ReadonlyMap<string, Panel>; readonly ranking: readonly RiskScorer[] };

/** Ranks a program's panel, for display whatever it rests on, and keeps the ranking. */
const rankProgram = async (
  store: Store,
  program: CohortProgram,
  { panels, ranking }: Ranking,
  comparable: (scorer: RiskScorer) => boolean,
  at: number,
): Promise<RankedProgram & { readonly altered: boolean }> => {
  const { id, method, settings } = program;
  const panel = panels.get(id) ?? noPanel();
  const pick = picking(program, ranking);
  const ranked = placeMembers(method, pick(panel.now), settings);
  const rises = method.components.every(comparable)
    ? risesSince(ranked, placeMembers(method, pick(panel.weekAgo), settings))
    : new Map<string, number>();
  const settles = method.degraded === null;
  const stale = settles ? panel.silent : new Map<string, string>();
  const scoreIds = method.components.map(scorer => scorer.id);
  const altered = await saveRanking(
    store,
    { programId: id, by: method.by, scoreIds, ranked, rises, stale },
    at,
  );
  const cuts = cutsOf(settings, ranked.length);
  return { program, ranked, cuts, settles, held: heldOf(panel, settles), altered };
};

/** Scores everybody; of the scorers, those that broke come back unavailable. */
const scoreEverybody = async (
  store: Store,
  scorers: readonly RiskScorer[],
  rows: readonly ProgramRow[],
  at: number,
  { telemetryOf, onBroken }: ScorePanelOptions,
): Promise<Collected & Pick<ScoredPanel, 'scorers'> & Pick<Ranking, 'ranking'>> => {
  const broken = watchBroken(onBroken);
  const asked = programsOf(rows, scorers);
  const ranking = rankingScorers(asked, scorers);
  const deps = {
    store,
    scorers,
    ranking,
    programs: new Map(asked.map(program => [program.id, program])),
    members: await loadMembers(store, asked, at),
    broken,
    telemetryOf: telemetryOf && readingSafely(telemetryOf, scorers, broken),
  };
  const collected = await collectPanel(deps, at, at - riseMs);
  const found = scorers.map(s => (broken.has(s) ? unavailableScorer(s, whyBroken) : s));
  return { ...collected, ranking, scorers: found };
};

/**
 * Scores every patient as of an instant, ranks each program's panel by what it chose, and lets patients enter and leave
 * the intensive cohorts; a ranking that is not the one that was chosen lets nobody enter or leave. Done again at the same
 * instant on the same data it changes nothing.
 */
export const scorePanel = async (
  store: Store,
  scorers: readonly RiskScorer[],
  at: number,
  options: ScorePanelOptions = {},
): Promise<ScoredPanel> => {
  const rows = await store.reader.select().from(store.t.program);
  const everybody = await scoreEverybody(store, scorers, rows, at, options);
  const { scorers: found, programIdOf } = everybody;
  const comparable = await comparableSince(store, at - riseMs);
  const programs = programsOf(rows, found);
  const settling = [];
  for (const program of programs) settling.push(await rankProgram(store, program, everybody, comparable, at));
  await noteUses(store, found, at);
  const byId = new Map(programs.map(program => [program.id, program]));
  const told = await settleCohorts(store, settling, id => byId.get(programIdOf.get(id) ?? ''), at);
  return { altered: told || settling.some(({ altered }) => altered), scorers: found };
};
