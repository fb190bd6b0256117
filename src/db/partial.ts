import { type SQL, sql } from 'drizzle-orm';
import type { Tables } from './schema.ts';

/*
 * Conditions of indexes that hold a part of their table, in the very words of the index: a value that is bound to a place
 * is not recognised, and another index, or none, serves the query.
 */

/** Items that are not closed: `worklist_item_open`. */
export const isOpenItem = ({ state }: Pick<Tables['worklistItem'], 'state'>): SQL =>
  sql`${state} <> 'closed'`;

/** Alerts that have not ended: `alert_standing`. */
export const isStanding = ({ state }: Pick<Tables['alert'], 'state'>): SQL => sql`${state} <> 'ended'`;
