import type { Episode } from '../alerts/episode.ts';
import { isNoWorse, reconcile } from '../alerts/rewind.ts';
import { dayMs } from '../domain/local-day.ts';
import type { Rule } from '../domain/rule.ts';
import { type Ground, judgeSince, passTime, settle, type Track } from './track.ts';
import { type Decided, poolOf } from './turn.ts';

/** Convention: the hot window; what is older is no news, and limits have changed since. */
const judgedAgainMs = 35 * dayMs;

/** Whether a rule judged the reading that a decision takes away, and must judge again without it. */
export const isJudgedAgain = (rule: Rule, { taken, kind, measuredAt, at }: Decided): boolean => {
  if (taken === null || kind === null) return false;
  // silence of one kind is told with regard to the others
  if (taken.reading.mode !== 'live' || !(rule.kinds.includes(kind) || rule.watchesTime)) return false;
  if (rule.judges !== poolOf(taken)) return false;
  return rule.judges !== 'good' || at - measuredAt <= judgedAgainMs;
};

/** How far back a decision may reach into what stood at the reading's instant. */
export const oldestTouchedBy = ({ at }: Pick<Decided, 'at'>): number => at - judgedAgainMs;

/** The reading may have worsened, confirmed or ended what stood when it was measured: so from where that began. */
const beginningOf = (episodes: readonly Episode[], decided: Decided): number => {
  const { measuredAt } = decided;
  const touched = episodes.filter(
    e =>
      e.startedAt < measuredAt &&
      e.startedAt >= oldestTouchedBy(decided) &&
      (e.endedAt === null || e.endedAt >= measuredAt),
  );
  return Math.min(measuredAt, ...touched.map(e => e.startedAt));
};

/**
 * Judges again as if a reading that was taken away had never come: what only it raised ends as superseded, what
 * stands on other readings stays, and what it made worse ends too and opens anew as what it is without it.
 */
export const judgeWithout = (track: Track, ground: Ground, decided: Decided): void => {
  const from = beginningOf(track.episodes, decided);
  // a rule on silence counts from what was there before
  track.timer = track.rule.watchesTime ? { at: from, wallAt: from } : null;
  const inQuestion = judgeSince(track, ground, from);
  passTime(track, ground, decided.at);
  settle(track, reconcile(track.episodes, inQuestion, from, isNoWorse));
};
