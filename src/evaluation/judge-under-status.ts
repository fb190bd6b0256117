import type { Episode } from '../alerts/episode.ts';
import { reconcile } from '../alerts/rewind.ts';
import { type Ground, judgeSince, passTime, settle, type Track } from './track.ts';
import type { Decided } from './turn.ts';

const waitedAt =
  (at: number) =>
  ({ startedAt, firedAt, endedAt }: Episode): boolean =>
    startedAt < at && (firedAt === null || firedAt >= at) && (endedAt === null || endedAt >= at);

/**
 * Judges again what came since a status took effect that somebody entered later: what it says was raised without
 * need ends as superseded, what waited for a repeat then waits anew, and silence is looked at from there.
 */
export const judgeUnderStatus = (track: Track, ground: Ground, { measuredAt, at }: Decided): void => {
  const waited = track.episodes.filter(waitedAt(measuredAt));
  const from = Math.min(measuredAt, ...waited.map(e => e.startedAt));
  if (track.rule.concern === 'adherence') track.timer = { at: from, wallAt: from };
  const inQuestion = judgeSince(track, ground, from);
  passTime(track, ground, at);
  settle(track, reconcile(track.episodes, inQuestion, from));
};
