import { asc, inArray } from 'drizzle-orm';
import type { Store } from '../db/open.ts';
import type { ReviewRow } from './rows.ts';

/** The latest review of each alert. */
export const reviewsOf = async (
  { reader, t }: Pick<Store, 'reader' | 't'>,
  alertIds: readonly string[],
): Promise<Map<string, ReviewRow>> => {
  if (alertIds.length === 0) return new Map();
  const rows = await reader
    .select()
    .from(t.alertReview)
    .where(inArray(t.alertReview.alertId, [...alertIds]))
    .orderBy(asc(t.alertReview.at));
  return new Map(rows.map(r => [r.alertId, r]));
};
