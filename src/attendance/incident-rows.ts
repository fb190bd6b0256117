import { and, eq, isNull, sql } from 'drizzle-orm';
import { recordAudit } from '../db/audit.ts';
import type { Store } from '../db/open.ts';
import { emit } from '../db/outbox.ts';
import type { IncidentKind } from '../db/tables/attendance.ts';
import { newId } from '../ids.ts';

type Deps = Pick<Store, 'db' | 't' | 'sql'>;
export type IncidentRow = Store['t']['incident']['$inferSelect'];

type Facts = Pick<IncidentRow, 'startedAt' | 'because' | 'detail'>;

const tellOf = async (deps: Deps, { id }: IncidentRow, action: string, at: number): Promise<void> => {
  await recordAudit(deps, {
    at,
    actor: { type: 'system' },
    action: `incident.${action}`,
    subject: { type: 'incident', id },
    patientId: null,
    detail: {},
  });
  await emit(deps, { at, kind: 'incident.changed', patientId: null, itemId: null, subjectId: id });
};

/** The incident of a kind that goes on about something; null when none does. */
export const goingOn = async (
  { db, t }: Pick<Store, 'db' | 't'>,
  kind: IncidentKind,
  subjectId: string,
): Promise<IncidentRow | null> => {
  const { incident } = t;
  const [row] = await db
    .select()
    .from(incident)
    .where(and(eq(incident.kind, kind), eq(incident.subjectId, subjectId), isNull(incident.endedAt)));
  return row ?? null;
};

/** Inside a transaction in which none of the kind goes on about it. */
export const beginIncident = async (
  deps: Deps,
  kind: IncidentKind,
  subjectId: string,
  facts: Facts,
  at: number,
): Promise<string> => {
  const id = newId('inc');
  const [row] = await deps.db
    .insert(deps.t.incident)
    .values({ id, kind, subjectId, state: 'open', ...facts, version: 1 })
    .returning();
  if (row) await tellOf(deps, row, 'begin', at);
  return id;
};

/** One that goes on has grown or shrunk: no event of its own but that it changed. */
export const changeIncident = async (
  deps: Deps,
  row: IncidentRow,
  facts: Pick<Facts, 'because' | 'detail'>,
  at: number,
): Promise<void> => {
  await deps.db.update(deps.t.incident).set(facts).where(eq(deps.t.incident.id, row.id));
  await emit(deps, { at, kind: 'incident.changed', patientId: null, itemId: null, subjectId: row.id });
};

/**
 * It is over: it leaves by itself unless somebody took it up, also since the row was read, who then decides when it is
 * done. The result is how it was when it ended; null: it had ended before.
 */
export const endIncident = async (
  deps: Deps,
  { id }: Pick<IncidentRow, 'id'>,
  at: number,
): Promise<IncidentRow | null> => {
  const { incident } = deps.t;
  const [ended] = await deps.db
    .update(incident)
    .set({ endedAt: at, version: sql`${incident.version} + 1` })
    .where(and(eq(incident.id, id), isNull(incident.endedAt)))
    .returning();
  if (!ended) return null;
  const closed = { state: 'closed', closedBy: 'system', closedAt: at } as const;
  if (ended.state === 'open') await deps.db.update(incident).set(closed).where(eq(incident.id, id));
  await tellOf(deps, ended, 'end', at);
  return ended;
};
