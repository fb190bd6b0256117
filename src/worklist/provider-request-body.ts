import { inArray } from 'drizzle-orm';
import type { ProviderRequestBody } from '../contract/provider-requests.ts';
import { type Severity, severities } from '../domain/alert.ts';
import type { ProviderRequestKind, RequestEnd } from '../domain/provider-request.ts';
import type { RequestRow } from './awaiting.ts';
import { listedAlerts } from './line-alerts.ts';
import { type LineExtras, lineExtras } from './line-extras.ts';
import type { LineDeps } from './line-patients.ts';
import type { ItemRow } from './rows.ts';
import { undoMs } from './undo-window.ts';

const iso = (at: number): string => new Date(at).toISOString();
const isoOrNull = (at: number | null): string | null => (at === null ? null : iso(at));

const undoOf = ({ answeredAt, answeredBy }: RequestRow, now: number): ProviderRequestBody['undo'] =>
  answeredAt !== null && answeredBy !== null && answeredAt + undoMs > now
    ? { by: answeredBy, until: iso(answeredAt + undoMs) }
    : null;

const bodyOf = (
  row: RequestRow,
  item: ItemRow,
  { patient, why, sparkline, risk, lastContact }: LineExtras,
  now: number,
): ProviderRequestBody => ({
  id: row.id,
  version: row.version,
  kind: row.kind as ProviderRequestKind,
  asked: row.asked,
  askedBy: row.askedBy,
  since: iso(row.askedAt),
  due: iso(row.dueAt),
  overdue: row.answeredAt === null && row.dueAt <= now,
  provider: row.provider,
  decision: row.decision as RequestEnd | null,
  answer: row.answer,
  answeredBy: row.answeredBy,
  answeredAt: isoOrNull(row.answeredAt),
  patient,
  item: {
    id: item.id,
    state: item.state,
    severity: severities[item.severity] as Severity,
    owner: item.owner,
    why,
    sparkline,
    risk,
    lastContact,
  },
  undo: undoOf(row, now),
});

/** Requests with the patients and items they are about, in the order given. */
export const requestBodies = async (
  deps: LineDeps,
  rows: readonly RequestRow[],
  now: number,
): Promise<ProviderRequestBody[]> => {
  if (rows.length === 0) return [];
  const { reader, t } = deps;
  const itemIds = [...new Set(rows.map(row => row.itemId))];
  const items = await reader.select().from(t.worklistItem).where(inArray(t.worklistItem.id, itemIds));
  const extras = await lineExtras(deps, items, await listedAlerts(deps, items, now), now);
  const itemOf = new Map(items.map(item => [item.id, item]));
  return rows.flatMap(row => {
    const [item, its] = [itemOf.get(row.itemId), extras.get(row.itemId)];
    return item && its ? [bodyOf(row, item, its, now)] : [];
  });
};
