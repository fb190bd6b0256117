import { asksForPerson } from '../alerts/attention.ts';
import { catalogueFacts, type RuleFacts } from '../alerts/rule-facts.ts';
import { type Dealt, type Quiet, quietOf, type SilentGateway } from '../alerts/suppress.ts';
import type { Severity } from '../domain/alert.ts';
import { alterLine, type Opening, openLine, settleLine } from './line-fields.ts';
import type { AlertRow, ItemRow } from './rows.ts';
import type { DueAt } from './sla.ts';

export type LineAlert = Pick<
  AlertRow,
  | 'id'
  | 'ruleId'
  | 'concern'
  | 'severity'
  | 'confirmed'
  | 'state'
  | 'startedAt'
  | 'firedAt'
  | 'lastAt'
  | 'endedAt'
  | 'raisedAt'
  | 'itemId'
  | 'quietBy'
  | 'quietUntil'
  | 'quietFor'
>;

export type LineReview = {
  readonly severity: Severity;
  readonly acceptedUntil: number | null;
  readonly at: number;
};

export type Line = Pick<
  ItemRow,
  | 'id'
  | 'state'
  | 'lane'
  | 'slaDueAt'
  | 'changedAt'
  | 'version'
  | 'acknowledgedSeverity'
  | 'snoozedUntil'
  | 'awaitingProviderSince'
  | 'lastActor'
  | 'lastActedAt'
>;

export type LineScene = {
  /** the patient's item that is not closed */
  readonly line: Line | null;
  /** those that stand, those of the line, and those that changed */
  readonly alerts: readonly LineAlert[];
  /** the latest of each alert */
  readonly reviews: ReadonlyMap<string, LineReview>;
  /** alerts that people must hear of: new or worse */
  readonly newsIds: readonly string[];
  /** alerts that were found again and count anew, though no worse */
  readonly againIds: readonly string[];
  readonly dealt: readonly Dealt[];
  readonly silent: readonly SilentGateway[];
  readonly factsOf?: RuleFacts;
  /** as the program wants it; by default as usual */
  readonly dueAt?: DueAt;
  /** the patient's; read where a task is among the alerts */
  readonly timeZone?: string | undefined;
  readonly now: number;
};

/** An alert that demands the line, as it stands after the decision. */
export type Speaking = LineAlert & {
  /** when what was accepted of it ran out; null if nothing was */
  readonly lapsedAt: number | null;
  /** it was quiet until now */
  readonly spokeUp: boolean;
  /** when, by our clock, it was raised before the decision */
  readonly heardAt: number | null;
  readonly merged: boolean;
};

/** What is written of a line: of one that opens everything but its id, patient, program, owner and risk. */
type Written =
  | { readonly is: 'open'; readonly fields: Opening }
  | { readonly is: 'nothing' | 'refresh' | 'settle'; readonly fields: Partial<ItemRow> };

export type LineDecision = Written & {
  /** a person who was done with the patient, or at it, must look again */
  readonly returnsToUnreviewed: boolean;
  /** alerts that the line shall tell of from now on */
  readonly joins: readonly string[];
  /** alerts whose being quiet changes */
  readonly quiet: ReadonlyMap<string, Quiet | null>;
  /** alerts that were quiet and are no more: raised now */
  readonly spokeUp: readonly string[];
  /** when the line changes by itself next */
  readonly wakeAt: number | null;
};

/** An accepted alert whose date has come counts as raised then; one that was quiet, as raised now. */
const speakingOf = (alert: LineAlert, quiet: Quiet | null, scene: LineScene): Speaking => {
  const { now, reviews } = scene;
  const review = reviews.get(alert.id);
  const until = review?.acceptedUntil ?? null;
  const lapsedAt = until !== null && until <= now ? until : null;
  const isRaisedByIt =
    lapsedAt !== null && lapsedAt > (alert.raisedAt ?? 0) && review?.severity === alert.severity;
  const spokeUp = alert.quietBy !== null && alert.quietBy !== 'merged';
  const raisedAt = spokeUp ? now : isRaisedByIt ? lapsedAt : alert.raisedAt;
  return { ...alert, lapsedAt, spokeUp, heardAt: alert.raisedAt, raisedAt, merged: quiet !== null };
};

type Quiets = ReadonlyMap<string, Quiet | null>;

const isSame = (alert: LineAlert, quiet: Quiet | null): boolean =>
  alert.quietBy === (quiet?.by ?? null) &&
  alert.quietUntil === (quiet?.until ?? null) &&
  alert.quietFor === (quiet?.for ?? null);

/** What is to be stored of quiets. One that asks no more keeps who spoke for it, but waits for no end. */
const changesOf = (alerts: readonly LineAlert[], quiet: Quiets): Quiets =>
  new Map(
    alerts.flatMap(alert => {
      const why = quiet.get(alert.id);
      if (why !== undefined) return isSame(alert, why) ? [] : [[alert.id, why] as const];
      return alert.state === 'firing' && alert.quietUntil !== null ? [[alert.id, null] as const] : [];
    }),
  );

/** The instants ahead at which an acceptance, a quiet or a snooze ends by itself. */
const wakesOf = (
  { alerts, reviews, now }: LineScene,
  quiet: Quiets,
  { snoozedUntil }: { readonly snoozedUntil?: number | null },
): number[] =>
  alerts
    .filter(alert => alert.state === 'firing')
    .flatMap(({ id }) => [reviews.get(id)?.acceptedUntil ?? null, quiet.get(id)?.until ?? null])
    .concat(snoozedUntil ?? null)
    .filter(at => at !== null && at > now) as number[];

/** Alerts of the line that are quiet on it are shown on it too, under the one that speaks for them. */
const staysOnLine = (quiet: Quiet | null): boolean =>
  quiet === null || quiet.by === 'merged' || quiet.by === 'inhibited';

/**
 * What becomes of a patient's line, and which of the alerts are quiet: it opens when an alert demands it and none is
 * open, changes with its alerts, and settles when nothing demands it any more. Pure.
 */
export const decideLine = (scene: LineScene): LineDecision => {
  const { line, alerts, reviews, now, factsOf = catalogueFacts } = scene;
  const asking = alerts.filter(a => asksForPerson(a, reviews.get(a.id) ?? null, now));
  const onLine = line ? alerts.filter(a => a.itemId === line.id) : [];
  const isReviewed = (id: string) => reviews.has(id);
  const quiet = quietOf({ ...scene, asking, onLine, isReviewed, factsOf });
  const speaking = asking.flatMap(alert => {
    const why = quiet.get(alert.id) ?? null;
    return why === null || why.by === 'merged' ? speakingOf(alert, why, scene) : [];
  });
  const joining = asking.filter(a => a.itemId !== line?.id && staysOnLine(quiet.get(a.id) ?? null));
  const altered = outcomeOf(scene, speaking, joining);
  const wakes = wakesOf(scene, quiet, { ...line, ...altered.fields });
  return {
    ...altered,
    joins: joining.map(a => a.id),
    quiet: changesOf(alerts, quiet),
    spokeUp: speaking.filter(a => a.spokeUp).map(a => a.id),
    wakeAt: wakes.length > 0 ? Math.min(...wakes) : null,
  };
};

type Outcome = Written & Pick<LineDecision, 'returnsToUnreviewed'>;

const outcomeOf = (
  scene: LineScene,
  speaking: readonly Speaking[],
  joining: readonly LineAlert[],
): Outcome => {
  const { line, now } = scene;
  if (line && speaking.length > 0) return { is: 'refresh', ...alterLine(line, speaking, joining, scene) };
  if (line) return { is: 'settle', fields: settleLine(line, now), returnsToUnreviewed: false };
  if (speaking.length === 0) return { is: 'nothing', fields: {}, returnsToUnreviewed: false };
  return { is: 'open', fields: openLine(speaking, scene), returnsToUnreviewed: true };
};
