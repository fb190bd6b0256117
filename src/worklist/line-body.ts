import type { PageBody } from '../contract/pages.ts';
import type { WorklistLineBody } from '../contract/worklist.ts';
import { type Severity, severities } from '../domain/alert.ts';
import type { LineExtras } from './line-extras.ts';
import { spokenTime } from './quiet-body.ts';
import { slaBucket } from './rank.ts';
import type { DeedRow, ItemRow } from './rows.ts';
import { undoMs } from './undo-window.ts';

const iso = (at: number): string => new Date(at).toISOString();
const isoOrNull = (at: number | null): string | null => (at === null ? null : iso(at));

/** What lists and single items both tell of an item. */
export type LineBase = Omit<WorklistLineBody, 'alerts' | 'alertCount'>;

type Said = {
  readonly extras: LineExtras;
  /** the last that can still be taken back */
  readonly deed: DeedRow | undefined;
  readonly lastPage: PageBody | undefined;
};

const undoBody = (item: ItemRow, deed: DeedRow | undefined): LineBase['undo'] =>
  deed && deed.version === item.version
    ? { verb: deed.verb, by: deed.by, until: iso(deed.at + undoMs) }
    : null;

const snoozeBody = ({ snoozedUntil, snoozedBy }: ItemRow, timeZone: string): LineBase['quiet'] => {
  const until = snoozedUntil ?? 0;
  const because = `snoozed by ${snoozedBy ?? 'a person'} until ${spokenTime(until, timeZone)}; anything new, worse or critical breaks it`;
  return { by: 'snooze', until: iso(until), because };
};

export const lineBase = (item: ItemRow, { extras, deed, lastPage }: Said, now: number): LineBase => {
  const isSnoozed = item.snoozedUntil !== null && item.snoozedUntil > now;
  return {
    ...extras,
    id: item.id,
    version: item.version,
    state: item.state,
    lane: item.lane,
    severity: severities[item.severity] as Severity,
    confirmed: item.confirmed,
    resolved: item.resolved,
    slaDueAt: iso(item.slaDueAt),
    slaBucket: slaBucket(item.slaDueAt, now),
    openedAt: iso(item.openedAt),
    changedAt: iso(item.changedAt),
    acknowledgedBy: item.acknowledgedBy,
    acknowledgedAt: isoOrNull(item.acknowledgedAt),
    closedBy: item.closedBy,
    closedAt: isoOrNull(item.closedAt),
    owner: item.owner,
    snoozedUntil: isSnoozed ? isoOrNull(item.snoozedUntil) : null,
    snoozedBy: isSnoozed ? item.snoozedBy : null,
    quiet: isSnoozed ? snoozeBody(item, extras.patient.timeZone) : null,
    escalatedTo: item.escalatedTo,
    escalatedAt: isoOrNull(item.escalatedAt),
    escalatedBy: item.escalatedBy,
    awaitingProviderSince: isoOrNull(item.awaitingProviderSince),
    awaitingProviderFor: item.awaitingProviderFor,
    nextTryAt: isoOrNull(item.nextTryAt),
    undo: undoBody(item, deed),
    lastPage: lastPage ?? null,
  };
};
