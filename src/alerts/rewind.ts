import { severityRank, worst } from '../domain/alert.ts';
import type { Episode } from './episode.ts';

/** A rule's episodes as they stood just before an instant, and those that began later and are now in question. */
export type Rewound = { readonly asOf: Episode[]; readonly inQuestion: readonly Episode[] };

/** One that ended before `at` is over by then, also where it had been raised later, on less than is known now. */
const reachesInto = ({ endedAt, firedAt }: Episode, at: number): boolean =>
  endedAt === null ? firedAt !== null && firedAt >= at : endedAt >= at;

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

/** Whether an episode is the same when taken back to just before `at`. */
export const isUntouchedBy = (episode: Episode, at: number): boolean =>
  episode.startedAt < at && !reachesInto(episode, at);

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

/** What one says that fired, of two that are the same: one that fired never reads as if it waited. */
const saidOf = (episode: Episode, former: Episode): Pick<Episode, 'because' | 'evidence'> => {
  const { because, evidence } =
    episode.everFiredAt === null && former.everFiredAt !== null ? former : episode;
  return { because, evidence };
};

/** The same alert, seen anew: it keeps its id, its worst severity, and that it fired. */
const adopted = (episode: Episode, former: Episode): Episode => ({
  ...episode,
  ...saidOf(episode, former),
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

/** Whether an alert that meets a former one may go on under its name. */
export type IsSame = (former: Episode, episode: Episode) => boolean;

/** A worse alert does not go on as a lesser one: it ends, so that a person still sees it as what it was. */
export const isNoWorse: IsSame = (former, episode) =>
  severityRank[former.severity] <= severityRank[episode.severity] &&
  (episode.confirmed || !former.confirmed) &&
  (episode.everFiredAt !== null || former.everFiredAt === null);

export type Reconciled = { readonly episodes: Episode[]; readonly superseded: readonly Episode[] };

/**
 * After judging again from `at`: an episode that meets one in question is the same alert; what is left over
 * was raised without need and ends as superseded. Nothing that people saw is deleted.
 */
export const reconcile = (
  judged: readonly Episode[],
  inQuestion: readonly Episode[],
  at: number,
  isSame: IsSame = () => true,
): Reconciled => {
  const left = [...inQuestion];
  const takeOverlapping = (episode: Episode): Episode | undefined => {
    const index = left.findIndex(q => overlap(q, episode) && isSame(q, episode));
    return index < 0 ? undefined : left.splice(index, 1)[0];
  };
  const episodes = judged.map(episode => {
    const former = episode.startedAt >= at ? takeOverlapping(episode) : undefined;
    return settled(former ? adopted(episode, former) : episode);
  });
  return { episodes, superseded: left.map(superseded) };
};
