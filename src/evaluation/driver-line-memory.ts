import type { Quiet } from '../alerts/suppress.ts';
import type { AlertState } from '../domain/alert.ts';
import { dayMs } from '../domain/local-day.ts';
import type { Line, LineAlert, LineDecision, LineReview } from '../worklist/decide-line.ts';
import type { ItemRow } from '../worklist/rows.ts';
import type { Change } from './driver.ts';
import type { LineLog, LoggedAlert, LoggedItem, Raise } from './driver-log.ts';

/** The service looks so far back for what people dealt with. */
const dealtBackMs = 90 * dayMs;

type Kept = {
  alert: LineAlert;
  readonly raises: number[];
  quietAtFirst: LineAlert['quietBy'];
  because: string;
};

/** A line with what the decision reads and what a reviewer sees of it. */
export type KeptLine = Line & Pick<ItemRow, 'severity' | 'confirmed'>;

const stateOf = ({ endedAt, firedAt }: Change['episode']): AlertState => {
  if (endedAt !== null) return 'ended';
  return firedAt === null ? 'pending' : 'firing';
};

const blankLine = {
  acknowledgedSeverity: null,
  snoozedUntil: null,
  lastActor: null,
  lastActedAt: null,
} as const;

/** What the worklist's tables hold of one patient, in memory, and a log of what became of it. */
export const createLineMemory = () => {
  const alerts = new Map<string, Kept>();
  const standing = new Set<string>();
  const reviews = new Map<string, LineReview>();
  const reviewed: {
    readonly alertId: string;
    readonly ruleId: string;
    readonly at: number;
    readonly severity: LineReview['severity'];
  }[] = [];
  const items: LoggedItem[] = [];
  let line: KeptLine | null = null;
  let item: LoggedItem | null = null;

  const alter = (id: string, fields: Partial<LineAlert>): void => {
    const kept = alerts.get(id);
    if (kept) kept.alert = { ...kept.alert, ...fields };
  };

  const setQuiet = (id: string, why: Quiet | null): void =>
    alter(id, { quietBy: why?.by ?? null, quietUntil: why?.until ?? null, quietFor: why?.for ?? null });

  const join = (id: string): void => {
    if (!item) return;
    alter(id, { itemId: item.id });
    item.alertIds.add(id);
  };

  const openItem = (fields: Partial<ItemRow>, now: number): void => {
    item = {
      id: `item-${items.length + 1}`,
      openedAt: now,
      closedAt: null,
      closedBy: null,
      raises: [],
      alertIds: new Set(),
    };
    items.push(item);
    line = { ...blankLine, ...fields, id: item.id } as KeptLine;
  };

  const close = (now: number, by: 'reviewer' | 'system'): void => {
    if (item) Object.assign(item, { closedAt: now, closedBy: by });
    item = null;
    line = null;
  };

  return {
    reviews,
    line: (): KeptLine | null => line,
    /** those that stand, those of the line, and some more */
    alertsFor: (changedIds: readonly string[]): LineAlert[] =>
      [...new Set([...standing, ...(item?.alertIds ?? []), ...changedIds])]
        .flatMap(id => alerts.get(id)?.alert ?? [])
        .sort((a, b) => b.startedAt - a.startedAt),
    dealt: (now: number) =>
      reviewed.flatMap(({ alertId, ...review }) => {
        const alert = alerts.get(alertId)?.alert;
        if (!alert || alert.startedAt < now - dealtBackMs) return [];
        return [{ alertId, ...review, confirmed: alert.confirmed }];
      }),
    keepAlert: ({ rule, episode: e }: Change, raisedAt: number | null): void => {
      const kept = alerts.get(e.id);
      const quiet = { quietBy: null, quietUntil: null, quietFor: null, itemId: null, raisedAt: null };
      const alert: LineAlert = {
        ...(kept?.alert ?? quiet),
        id: e.id,
        ruleId: rule.id,
        concern: rule.concern,
        severity: e.severity,
        confirmed: e.confirmed,
        state: stateOf(e),
        startedAt: e.startedAt,
        firedAt: e.everFiredAt,
        lastAt: e.lastAt,
        endedAt: e.endedAt,
        ...(raisedAt === null ? {} : { raisedAt }),
      };
      const raises = kept?.raises ?? [];
      if (raisedAt !== null) raises.push(raisedAt);
      alerts.set(e.id, { alert, raises, quietAtFirst: kept?.quietAtFirst ?? null, because: e.because });
      if (alert.state === 'ended') standing.delete(e.id);
      else standing.add(e.id);
    },
    carryOut: ({ is, fields, quiet, spokeUp, joins }: LineDecision, now: number): void => {
      for (const [id, why] of quiet) {
        setQuiet(id, why);
        const kept = alerts.get(id);
        if (kept && why && kept.raises.length <= 1) kept.quietAtFirst ??= why.by;
      }
      for (const id of spokeUp) {
        alter(id, { raisedAt: now });
        alerts.get(id)?.raises.push(now);
      }
      if (is === 'open') openItem(fields, now);
      else if (line) line = { ...line, ...fields } as KeptLine;
      for (const id of joins) join(id);
      if (line?.state === 'closed') close(now, 'system');
    },
    keepReview: ({ id, ruleId, severity }: LineAlert, acceptedUntil: number | null, at: number): void => {
      reviews.set(id, { severity, acceptedUntil, at });
      reviewed.push({ alertId: id, ruleId, severity, at });
    },
    close,
    logRaise: (raise: Raise): void => {
      item?.raises.push(raise);
    },
    log: (): LineLog => ({
      items,
      alerts: [...alerts.values()].map(
        ({ alert, raises, quietAtFirst, because }): LoggedAlert => ({
          ...alert,
          raises,
          quietAtFirst,
          because,
        }),
      ),
    }),
  };
};

export type LineMemory = ReturnType<typeof createLineMemory>;
