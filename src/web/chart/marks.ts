import type { AlertBody } from '../../contract/alerts.ts';
import type { TimelineEntryBody, TimelineKind } from '../../contract/timeline.ts';
import type { Severity } from '../../domain/alert.ts';
import { chartWords } from '../strings/panel-charts.ts';

/** What people did, and stays: what a course of values is read against. */
export const interventionKinds = [
  'note',
  'contact',
  'medication',
  'limits',
  'symptoms',
  'stay',
  'status',
] as const satisfies readonly TimelineKind[];
export type InterventionKind = (typeof interventionKinds)[number];

export type Intervention = Pick<TimelineEntryBody, 'title' | 'detail' | 'by'> & {
  readonly kind: InterventionKind;
  readonly at: number;
};

/** One thing on the charts, in words: what the marks say to who does not see them. */
export type Mark = {
  readonly key: string;
  readonly at: number;
  readonly to: number | null;
  readonly letter: string;
  readonly what: string;
  readonly words: string;
  readonly severity: Severity | null;
};

const isIntervention = (kind: string): kind is InterventionKind =>
  (interventionKinds as readonly string[]).includes(kind);

export const interventionsOf = (entries: readonly TimelineEntryBody[]): Intervention[] =>
  entries.flatMap(({ at, kind, title, detail, by }) =>
    isIntervention(kind) ? [{ at: Date.parse(at), kind, title, detail, by }] : [],
  );

const ofAlert = ({ id, startedAt, endedAt, severity, ruleTitle, because }: AlertBody): Mark => ({
  key: id,
  at: Date.parse(startedAt),
  to: endedAt === null ? null : Date.parse(endedAt),
  letter: '',
  what: ruleTitle,
  words: because,
  severity,
});

const ofIntervention = ({ at, kind, title, detail, by }: Intervention, index: number): Mark => ({
  key: `${at} ${kind} ${index}`,
  at,
  to: null,
  letter: chartWords.letters[kind],
  what: title,
  words: [detail, by].filter(Boolean).join(', '),
  severity: null,
});

type Of = {
  readonly alerts: readonly AlertBody[];
  readonly interventions: readonly Intervention[];
  readonly from: number;
  readonly to: number;
};

/** All that is marked in a span, newest first. */
export const marksIn = ({ alerts, interventions, from, to }: Of): Mark[] => {
  const known = new Map(alerts.map(alert => [alert.id, alert]));
  return [...[...known.values()].map(ofAlert), ...interventions.map(ofIntervention)]
    .filter(mark => mark.at <= to && (mark.severity === null ? mark.at : (mark.to ?? to)) >= from)
    .sort((a, b) => b.at - a.at);
};
