import { worst } from '../domain/alert.ts';
import type { Episode } from './episode.ts';

/** A rule's episodes as they stood just before an instant, and those that began later and are now in question. */
export type Rewound = { readonly asOf: Episode[]; readonly inQuestion: readonly Episode[] };

const reachesInto = (episode: Episode, at: number): boolean =>
  (episode.endedAt !== null && episode.endedAt >= at) || (episode.firedAt !== null && episode.firedAt >= at);

const asOfInstant = (episode: Episode, at: number): Episode =>
  reachesInto(episode, at)
    ? {
        ...episode,
        changed: true,
        endedAt: null,
        endReason: null,
        firedAt: episode.firedAt !== null && episode.firedAt < at ? episode.firedAt : null,
      }
    : episode;

/** Takes a rule's episodes back to just before `at`, so that what was judged since can be judged again. */
export const rewind = (episodes: readonly Episode[], at: number): Rewound => ({
  asOf: episodes.filter(e => e.startedAt < at).map(e => asOfInstant(e, at)),
  inQuestion: episodes.filter(e => e.startedAt >= at),
});

const overlap = (a: Episode, b: Episode): boolean =>
  a.startedAt <= (b.endedAt ?? Number.POSITIVE_INFINITY) &&
  b.startedAt <= (a.endedAt ?? Number.POSITIVE_INFINITY);

const earlier = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? (a ?? b) : Math.min(a, b);

/** The same alert, seen anew: it keeps its id, its worst severity, and that it fired. */
const adopted = (episode: Episode, former: Episode): Episode => ({
  ...episode,
  id: former.id,
  told: former.told,
  severity: worst(episode.severity, former.severity),
  confirmed: episode.confirmed || former.confirmed,
  everFiredAt: earlier(former.everFiredAt, episode.everFiredAt),
});

const superseded = (episode: Episode): Episode => ({
  ...episode,
  changed: true,
  endedAt: episode.endedAt ?? episode.lastAt,
  endReason: 'superseded',
  pendingUntil: null,
});

/** What was raised stays raised, also where a late reading shows that it need not have been. */
const settled = (episode: Episode): Episode =>
  episode.everFiredAt === null ? episode : { ...episode, firedAt: episode.everFiredAt, pendingUntil: null };

export type Reconciled = { readonly episodes: Episode[]; readonly superseded: readonly Episode[] };

/**
 * After judging again from `at`: an episode that meets one in question is the same alert; what is left over
 * was raised without need and ends as superseded. Nothing that people saw is deleted.
 */
export const reconcile = (
  judged: readonly Episode[],
  inQuestion: readonly Episode[],
  at: number,
): Reconciled => {
  const left = [...inQuestion];
  const takeOverlapping = (episode: Episode): Episode | undefined => {
    const index = left.findIndex(q => overlap(q, episode));
    return index < 0 ? undefined : left.splice(index, 1)[0];
  };
  const episodes = judged.map(episode => {
    const former = episode.startedAt >= at ? takeOverlapping(episode) : undefined;
    return settled(former ? adopted(episode, former) : episode);
  });
  return { episodes, superseded: left.map(superseded) };
};
