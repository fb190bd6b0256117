import { and, type Column, lte, type SQL, sql } from 'drizzle-orm';
import type { TimelineKind } from '../contract/timeline.ts';
import type { Store } from '../db/open.ts';
import type { PatientRow } from '../roster/summaries.ts';

/** One thing that happened; `id` is its own within its source. */
export type Entry = {
  readonly at: number;
  readonly id: string;
  readonly title: string;
  readonly detail: string | null;
  readonly by: string | null;
  readonly ref: { readonly type: string; readonly id: string };
};

/** Where the page before ended. */
export type Cut = { readonly at: number; readonly source: string; readonly id: string };

/** Keeps what lies behind the cut and is not in the future; `at` and `id` are columns of the source. */
export type Behind = (at: Column, id: Column) => SQL | undefined;

export type SourceRead = {
  readonly reader: Store['reader'];
  readonly t: Store['t'];
  readonly patient: PatientRow;
  readonly behind: Behind;
  readonly limit: number;
};

/** Where entries come from: `read` gives the newest `limit` of them behind the cut, newest first. */
export type TimelineSource = {
  readonly name: string;
  readonly kind: TimelineKind;
  /** its ids are numbers in the store */
  readonly numbered?: true;
  readonly read: (from: SourceRead) => Promise<Entry[]>;
};

/** Entries of one instant stand in the order of their sources' names, then by id, both downwards. */
export const behindOf =
  ({ name, numbered }: Pick<TimelineSource, 'name' | 'numbered'>, cut: Cut | null, now: number): Behind =>
  (at, id) => {
    if (cut === null) return lte(at, now);
    if (name < cut.source) return and(lte(at, now), sql`${at} <= ${cut.at}`);
    if (name > cut.source) return and(lte(at, now), sql`${at} < ${cut.at}`);
    const after = numbered ? Number(cut.id) : cut.id;
    return and(lte(at, now), sql`(${at}, ${id}) < (${cut.at}, ${after})`);
  };
