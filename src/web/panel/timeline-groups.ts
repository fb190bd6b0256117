import type { TimelineEntryBody, TimelineKind } from '../../contract/timeline.ts';
import { isoDay, localDay } from '../../domain/local-day.ts';
import { safeZone } from '../lib/times.ts';
import type { timelineWords } from '../strings/panel-charts.ts';

export type TimelineGroup = keyof typeof timelineWords.groups;

/** What a person filters by: each kind stands in one group. */
export const kindsOfGroup: Readonly<Record<TimelineGroup, readonly TimelineKind[]>> = {
  alerts: ['alert', 'risk'],
  work: ['deed', 'note', 'minutes'],
  contacts: ['contact', 'provider'],
  care: ['symptoms', 'task'],
  treatment: ['medication', 'problem', 'limits'],
  stays: ['stay', 'status'],
  data: ['device', 'details', 'resolution'],
};

export const timelineGroups = Object.keys(kindsOfGroup) as TimelineGroup[];

/** `kinds` of the query: null without any group, for all. */
export const kindsAsked = (groups: ReadonlySet<TimelineGroup>): string | null =>
  groups.size === 0 || groups.size === timelineGroups.length
    ? null
    : timelineGroups
        .filter(group => groups.has(group))
        .flatMap(group => kindsOfGroup[group])
        .join(',');

export type Day = {
  readonly day: string;
  readonly at: string;
  readonly entries: readonly TimelineEntryBody[];
};

/** Entries of one local day together, in the order in which they came. */
export const byLocalDay = (entries: readonly TimelineEntryBody[], timeZone: string): Day[] => {
  const zone = safeZone(timeZone);
  const days: { day: string; at: string; entries: TimelineEntryBody[] }[] = [];
  for (const entry of entries) {
    const day = isoDay(localDay(Date.parse(entry.at), zone));
    const last = days.at(-1);
    if (last?.day === day) last.entries.push(entry);
    else days.push({ day, at: entry.at, entries: [entry] });
  }
  return days;
};
