import type { TimelineEntryBody } from '../../contract/timeline.ts';
import { get, type PageOf, type Query, type Result, withQuery } from '../lib/api.ts';

type Page = PageOf<TimelineEntryBody>;

/** Pages of a patient's timeline, newest first, until all is read or enough is. */
export const readTimeline = async (
  patientId: string,
  query: Query,
  isEnough: (items: readonly TimelineEntryBody[], pages: number) => boolean,
  signal: AbortSignal,
): Promise<Result<Page>> => {
  const path = `patients/${encodeURIComponent(patientId)}/timeline`;
  const items: TimelineEntryBody[] = [];
  let before: string | null = null;
  for (let pages = 1; ; pages++) {
    const result: Result<Page> = await get<Page>(withQuery(path, { ...query, before }), signal);
    if (!result.ok) return result;
    items.push(...result.value.items);
    before = result.value.next;
    if (before === null || isEnough(items, pages)) return { ok: true, value: { items, next: before } };
  }
};
