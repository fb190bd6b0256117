import { inArray } from 'drizzle-orm';
import { catalogueFacts } from '../alerts/rule-facts.ts';
import type { WhyBody } from '../contract/worklist-why.ts';
import type { Store } from '../db/open.ts';
import { type Severity, severities } from '../domain/alert.ts';
import { type Kind, kinds } from '../domain/reading.ts';
import { type Since, sinceOf } from './line-changed.ts';
import { lastCloses } from './line-history.ts';
import type { LineReading } from './line-measure.ts';
import { type Asked, citedReadings } from './line-readings.ts';
import { decisiveOf, leadingOf, whyOf } from './line-why.ts';
import type { AlertRow, ItemRow } from './rows.ts';

type Deps = Pick<Store, 'reader' | 't'>;

/** An alert of a line without its evidence, and whether it asks for a person. */
export type ListedAlert = Omit<AlertRow, 'evidence'> & {
  readonly needsReview: boolean;
  readonly isDuty: boolean;
};

/** Alerts by item, the worst first. */
export type AlertsByItem = ReadonlyMap<string, readonly ListedAlert[]>;

const kindOf = (alert: ListedAlert, reading: LineReading | undefined): Kind | null =>
  reading?.kind ??
  kinds.find(kind => kind === alert.concern) ??
  catalogueFacts(alert.ruleId).kinds.find(kind => kinds.includes(kind)) ??
  null;

/** The alert that speaks for each line with its evidence, and the reading that decided it. */
const loadLeading = async (deps: Deps, items: readonly ItemRow[], alerts: AlertsByItem) => {
  const { reader, t } = deps;
  const leading = new Map(
    items.flatMap(item => {
      const found = leadingOf(alerts.get(item.id) ?? [], severities[item.severity] as Severity);
      return found ? [[item.id, found] as const] : [];
    }),
  );
  const ids = [...leading.values()].map(alert => alert.id);
  const rows = await reader
    .select({ id: t.alert.id, evidence: t.alert.evidence })
    .from(t.alert)
    .where(inArray(t.alert.id, ids));
  const evidence = new Map(rows.map(row => [row.id, row.evidence]));
  const full = new Map(
    [...leading].flatMap(([itemId, alert]) => {
      const its = evidence.get(alert.id);
      return its ? [[itemId, { ...alert, evidence: its }] as const] : [];
    }),
  );
  const cited = [...full.values()].flatMap(alert => {
    const decisive = decisiveOf(alert);
    return decisive ? [{ patientId: alert.patientId, ...decisive }] : [];
  });
  return { leading: full, readings: await citedReadings(deps, cited) };
};

/** What a line rests on, which kind of reading it is about, and since when it is new to people. */
export type Grounds = {
  readonly why: WhyBody | null;
  readonly kind: Kind | null;
  readonly since: Since | null;
};

/** What is to be known of how it was then. */
export const askedBefore = (item: ItemRow, { why, kind, since }: Grounds): Asked[] =>
  since !== null && kind !== null && why?.value ? [{ patientId: item.patientId, kind, at: since.at }] : [];

/** The grounds of lines, by item. */
export const groundsOf = async (
  deps: Deps,
  items: readonly ItemRow[],
  alerts: AlertsByItem,
): Promise<ReadonlyMap<string, Grounds>> => {
  const { leading, readings } = await loadLeading(deps, items, alerts);
  const closes = await lastCloses(
    deps,
    items.map(item => item.patientId),
  );
  return new Map(
    items.map(item => {
      const alert = leading.get(item.id);
      const reading = alert ? readings.get(decisiveOf(alert)?.id ?? '') : undefined;
      return [
        item.id,
        {
          why: alert ? whyOf(alert, reading) : null,
          kind: alert ? kindOf(alert, reading) : null,
          since: sinceOf(item, closes.get(item.patientId)),
        },
      ];
    }),
  );
};
