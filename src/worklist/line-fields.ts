import { type Lane, needsPerson, severityRank } from '../domain/alert.ts';
import { hourMs } from '../domain/local-day.ts';
import type { Line, LineAlert, LineScene, Speaking } from './decide-line.ts';
import { awake, dueAtEndOfSnooze, hasRunOut } from './quiet.ts';
import type { ItemRow } from './rows.ts';
import { laneOf, summarize, tellingOf } from './summary.ts';

/** What is written of a line that opens. */
export const openLine = (
  speaking: readonly Speaking[],
  scene: Pick<LineScene, 'now' | 'dueAt' | 'timeZone'>,
) => ({
  state: 'open' as const,
  ...summarize(speaking, scene),
  openedAt: scene.now,
  changedAt: scene.now,
  version: 1,
});

export type Opening = ReturnType<typeof openLine>;

/** It told of tasks alone, and somebody did, moved or cancelled them: it is done with them, unless a provider is to answer. */
const isDoneWithTasks = ({ lane, awaitingProviderSince }: Line): boolean =>
  lane === 'tasks' && awaitingProviderSince === null;

/** A line that nothing demands: whoever took it up, or only wrote a note on it, decides when it is done. */
export const settleLine = (line: Line, now: number): Partial<ItemRow> => {
  if (line.lastActor === null || isDoneWithTasks(line))
    return { state: 'closed', resolved: true, closedBy: 'system', closedAt: now };
  return hasRunOut(line, now)
    ? { resolved: true, ...awake, slaDueAt: dueAtEndOfSnooze(line, line.slaDueAt, now) }
    : { resolved: true };
};

/** Nobody has done anything with the line since it was raised. */
const isUnseen = ({ heardAt }: Speaking, { lastActedAt }: Line): boolean =>
  (heardAt ?? 0) > (lastActedAt ?? 0);

/** Convention: whoever took up a critical alert has done something about it within the hour, or it is asked about again. */
const criticalAgainMs = hourMs;

/** Critical, found again, and nobody has acted on the line for a while. */
const isCriticalAgain = (
  { id, severity }: Speaking,
  { lastActedAt }: Line,
  { againIds, now }: Pick<LineScene, 'againIds' | 'now'>,
): boolean =>
  severity === 'critical' && againIds.includes(id) && now - (lastActedAt ?? now) >= criticalAgainMs;

/** New or worse, newly on this line, accepted until a date that has come, or quiet since before anybody looked. */
const isNews = (
  alert: Speaking,
  line: Line,
  scene: Pick<LineScene, 'newsIds' | 'againIds' | 'now'>,
): boolean => {
  const { newsIds } = scene;
  if (isCriticalAgain(alert, line, scene)) return true;
  if (alert.merged) return false;
  return (
    newsIds.includes(alert.id) ||
    alert.itemId !== line.id ||
    (alert.lapsedAt !== null && alert.lapsedAt > line.changedAt) ||
    (alert.spokeUp && isUnseen(alert, line))
  );
};

const laneRank: Readonly<Record<Lane, number>> = { clinical: 3, tasks: 2, 'no-data': 1, technical: 0 };

/**
 * A line that was taken up returns to open when something worse, anything urgent or critical, or something of a more
 * clinical lane is new on it.
 */
const returnsToOpen = (line: Line, lane: Lane, news: readonly Speaking[]): boolean =>
  line.state === 'acknowledged' &&
  news.some(
    a =>
      needsPerson(a.severity) ||
      severityRank[a.severity] > (line.acknowledgedSeverity ?? -1) ||
      laneRank[lane] > laneRank[line.lane],
  );

/** A snooze covers rules that fired while a person last looked: also when one of them ends and fires again. */
const isBeyondSnooze = (alert: Speaking, line: Line, alerts: readonly LineAlert[]): boolean =>
  alert.merged &&
  alert.itemId !== line.id &&
  !alerts.some(
    f =>
      f.ruleId === alert.ruleId &&
      f.itemId === line.id &&
      f.endedAt !== null &&
      f.endedAt >= (line.lastActedAt ?? 0) &&
      f.id !== alert.id,
  );

/** What was accepted of an alert ran out, and the line has not heard of it. */
const hasLapsed = ({ changedAt }: Line, { alerts, reviews, now }: LineScene): boolean =>
  alerts.some(({ id, state }) => {
    const until = reviews.get(id)?.acceptedUntil ?? null;
    return state === 'firing' && until !== null && until <= now && until > changedAt;
  });

/** What is written of a line whose alerts are as they now speak, and whether it returns to who has not looked yet. */
export const alterLine = (
  line: Line,
  speaking: readonly Speaking[],
  joining: readonly LineAlert[],
  scene: LineScene,
): { readonly fields: Partial<ItemRow>; readonly returnsToUnreviewed: boolean } => {
  const { now, againIds, alerts } = scene;
  const telling = tellingOf(speaking);
  const news = telling.filter(a => isNews(a, line, scene));
  const isNew = news.length > 0 || telling.some(a => againIds.includes(a.id));
  const joins = joining.filter(a => a.concern !== 'device' || laneOf(speaking) === 'technical');
  const isAltered = isNew || joins.length > 0 || telling.some(a => a.spokeUp) || hasLapsed(line, scene);
  const endsSnooze =
    isNew ||
    hasRunOut(line, now) ||
    telling.some(a => a.severity === 'critical' || isBeyondSnooze(a, line, alerts));
  const summary = summarize(speaking, scene);
  // only what is new on a line that somebody has looked at gives more time
  const givesTime = isNew && line.state === 'acknowledged';
  const slaDueAt = givesTime ? summary.slaDueAt : Math.min(line.slaDueAt, summary.slaDueAt);
  const returns = returnsToOpen(line, summary.lane, news);
  const fields = {
    ...summary,
    slaDueAt: dueAtEndOfSnooze(line, slaDueAt, now),
    ...(isAltered ? { changedAt: now, version: line.version + 1 } : {}),
    ...(returns ? { state: 'open' as const } : {}),
    ...(endsSnooze ? awake : {}),
  };
  return { fields, returnsToUnreviewed: returns };
};
