import { z } from 'zod';
import { kindsAsked, type TimelineEntryBody, type TimelineQuery } from '../contract/timeline.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import type { Store } from '../db/open.ts';
import { findPatient } from '../roster/patients.ts';
import { alertSources } from './timeline-alerts.ts';
import { auditSources } from './timeline-audit.ts';
import { careSources } from './timeline-care.ts';
import { deedSources } from './timeline-deeds.ts';
import { recordSources } from './timeline-record.ts';
import { behindOf, type Cut, type Entry, type TimelineSource } from './timeline-source.ts';

const sources: readonly TimelineSource[] = [
  ...alertSources,
  ...deedSources,
  ...careSources,
  ...recordSources,
  ...auditSources,
];

type Sourced = { readonly entry: Entry; readonly source: TimelineSource };

const downwards = (a: string | number, b: string | number): number => (a < b ? 1 : a > b ? -1 : 0);

const newestFirst = (a: Sourced, b: Sourced): number =>
  b.entry.at - a.entry.at ||
  downwards(a.source.name, b.source.name) ||
  (a.source.numbered ? downwards(Number(a.entry.id), Number(b.entry.id)) : downwards(a.entry.id, b.entry.id));

const cursorSchema = z.tuple([z.literal('timeline'), z.number(), z.string(), z.string()]);

const cutOf = ({ before }: TimelineQuery): Cut | null => {
  if (before === undefined) return null;
  const [, at, source, id] = decodeCursor(before, cursorSchema);
  return { at, source, id };
};

const bodyOf = ({ entry, source }: Sourced): TimelineEntryBody => {
  const { at, title, detail, by, ref } = entry;
  return { at: new Date(at).toISOString(), kind: source.kind, title, detail, by, ref: { ...ref } };
};

/**
 * All that happened with a patient, newest first, page by page; nothing is told twice or left out between pages.
 * @throws AppError not-found
 */
export const readTimeline = async (
  deps: Pick<Store, 'reader' | 't'>,
  id: string,
  query: TimelineQuery,
  now: number,
): Promise<{ items: TimelineEntryBody[]; next: string | null }> => {
  const { reader, t } = deps;
  const patient = await findPatient(deps, id);
  const cut = cutOf(query);
  const limit = query.limit + 1;
  const kinds = kindsAsked(query);
  const read = await Promise.all(
    sources
      .filter(source => kinds.includes(source.kind))
      .map(async source => {
        const behind = behindOf(source, cut, now);
        const entries = await source.read({ reader, t, patient, behind, limit });
        return entries.map(entry => ({ entry, source }));
      }),
  );
  const all = read.flat().sort(newestFirst);
  const page = all.slice(0, query.limit);
  const last = page.at(-1);
  const next =
    all.length > query.limit && last
      ? encodeCursor(['timeline', last.entry.at, last.source.name, last.entry.id])
      : null;
  return { items: page.map(bodyOf), next };
};
