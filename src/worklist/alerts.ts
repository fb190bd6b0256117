import { and, desc, eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { PatientAlertBody } from '../contract/alerts.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import type { Store } from '../db/open.ts';
import { alertStates } from '../domain/alert.ts';
import { ofPrograms, type Programs } from '../roster/in-programs.ts';
import { siteIdsOf } from '../roster/patients.ts';
import { alertBody } from './bodies.ts';
import { quietGrounds } from './quiet-body.ts';
import { reviewsOf } from './reviews-of.ts';

export const alertsQuery = z.strictObject({
  patient: z.string().optional(),
  rule: z.string().optional(),
  state: z.enum(alertStates).optional(),
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
  cursor: z.string().optional(),
});
export type AlertsQuery = z.infer<typeof alertsQuery>;

const cursorSchema = z.tuple([z.literal('alerts'), z.number(), z.string()]);

/** Alerts, newest first, ended ones too. `patient` is an opaque id. */
export const listAlerts = async (
  deps: Pick<Store, 'reader' | 't'>,
  query: AlertsQuery,
  now: number,
  programs: Programs = null,
): Promise<{ items: PatientAlertBody[]; next: string | null }> => {
  const { reader, t } = deps;
  const { startedAt, id } = t.alert;
  const cursor = query.cursor === undefined ? null : decodeCursor(query.cursor, cursorSchema);
  const rows = await reader
    .select()
    .from(t.alert)
    .where(
      and(
        query.patient ? eq(t.alert.patientId, query.patient) : undefined,
        ofPrograms(deps, t.alert.patientId, programs),
        query.rule ? eq(t.alert.ruleId, query.rule) : undefined,
        query.state ? eq(t.alert.state, query.state) : undefined,
        cursor ? sql`(${startedAt}, ${id}) < (${cursor[1]}, ${cursor[2]})` : undefined,
      ),
    )
    .orderBy(desc(startedAt), desc(id))
    .limit(query.limit + 1);
  const page = rows.slice(0, query.limit);
  const [reviews, grounds, siteIds] = await Promise.all([
    reviewsOf(
      deps,
      page.map(a => a.id),
    ),
    quietGrounds(deps, page),
    siteIdsOf(
      deps,
      page.map(a => a.patientId),
    ),
  ]);
  const last = page.at(-1);
  return {
    items: page.map(a => ({
      ...alertBody(a, { review: reviews.get(a.id), grounds, acknowledgedAt: null }, now),
      patientId: a.patientId,
      patientSiteId: siteIds.get(a.patientId) ?? '',
      itemId: a.itemId,
    })),
    next: rows.length > query.limit && last ? encodeCursor(['alerts', last.startedAt, last.id]) : null,
  };
};
