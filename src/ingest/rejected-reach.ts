import { and, eq, type SQL, sql } from 'drizzle-orm';
import type { Principal } from '../accounts/principal.ts';
import { inForceWhenItCame, isSeenBy } from '../accounts/subject.ts';
import type { Store } from '../db/open.ts';

/** Whose rejected messages: those that somebody may see as of an instant; null: the whole site's. */
export type Reach = { readonly principal: Principal; readonly at: number } | null;

/** With whose messages a verb works on a group; the whole site's where it is left out. */
export type WithReach = { readonly reach?: Reach };

/**
 * Messages that may tell of a patient whom the caller may see, or of nobody: as `isWithinReach` says of each, in one
 * condition; undefined: no need to ask.
 */
export const withinReach = ({ t }: Pick<Store, 't'>, reach: Reach): SQL | undefined => {
  const seen = reach && isSeenBy({ t }, reach.principal, t.assignment.patientId, reach.at);
  if (!seen) return undefined;
  const { assignment, rejectedMessage } = t;
  const held = (...by: readonly SQL[]): SQL =>
    sql`exists (select 1 from ${assignment} where ${and(eq(assignment.deviceId, rejectedMessage.deviceId), ...by)})`;
  const then = inForceWhenItCame(t);
  return sql`(${held(then, seen)} or (not ${held(then)} and (${held(seen)} or not ${held()})))`;
};
