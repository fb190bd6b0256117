import { and, count, eq, gte, inArray, lt, ne, sql } from 'drizzle-orm';
import { alertTitle } from '../alerts/sources.ts';
import type { AlertLoadBody } from '../contract/reports.ts';
import { dayMs } from '../domain/local-day.ts';
import { readClosures } from '../evaluation/alert-quality.ts';
import { closureQuality, type ProgramQuality } from '../evaluation/closure-quality.ts';
import type { Programs } from '../roster/in-programs.ts';
import { countsOf, type Fired, perWeek } from './alert-load-counts.ts';
import { patientWeeks } from './patient-weeks.ts';
import { programsOf, type ReportDeps, type Span, type SpanQuery, spanBody, spanOf } from './span.ts';

/** An alert fires soon after it starts: one that has waited longer is left out, so that an index serves the search. */
const waitsAtMostMs = 35 * dayMs;

type FiredOf = Fired & { readonly programId: string };

const firedIn = (
  { reader, t }: ReportDeps,
  programIds: readonly string[],
  { from, to }: Span,
): Promise<FiredOf[]> =>
  reader
    .select({
      programId: t.patient.programId,
      timeZone: t.patient.timeZone,
      ruleId: t.alert.ruleId,
      quietBy: t.alert.quietBy,
      at: sql<number>`coalesce(${t.alert.raisedAt}, ${t.alert.firedAt})`.mapWith(Number),
    })
    .from(t.alert)
    .innerJoin(t.patient, eq(t.patient.id, t.alert.patientId))
    .where(
      and(
        gte(t.alert.startedAt, from - waitsAtMostMs),
        lt(t.alert.startedAt, to),
        gte(t.alert.firedAt, from),
        lt(t.alert.firedAt, to),
        ne(t.alert.concern, 'device'),
        inArray(t.patient.programId, [...programIds]),
      ),
    );

const itemsIn = async ({ reader, t }: ReportDeps, programIds: readonly string[], { from, to }: Span) => {
  const { programId, openedAt, lane } = t.worklistItem;
  const rows = await reader
    .select({ programId, n: count() })
    .from(t.worklistItem)
    .where(
      and(inArray(programId, [...programIds]), ne(lane, 'technical'), gte(openedAt, from), lt(openedAt, to)),
    )
    .groupBy(programId);
  return new Map(rows.map(row => [row.programId, Number(row.n)]));
};

const noShare = { ppv: null, ppvInterval: null, coded: 0 };

const shareOf = (quality: Pick<ProgramQuality, 'ppv' | 'ppvInterval' | 'coded'> | undefined) =>
  quality ? { ppv: quality.ppv, ppvInterval: quality.ppvInterval, coded: quality.coded } : noShare;

const rulesOf = (fired: readonly FiredOf[], weeks: number, quality: ProgramQuality | undefined) =>
  [...Map.groupBy(fired, a => a.ruleId)]
    .map(([id, own]) => ({
      ...{ id, title: alertTitle(id), ...countsOf(own, weeks) },
      ...shareOf(quality?.rules.find(rule => rule.id === id)),
    }))
    .sort((a, b) => b.spoke - a.spoke || b.alerts - a.alerts || (a.id < b.id ? -1 : 1));

/** How many lines and alerts a program's patients make, and how right they were. @throws AppError bad-request, not-found */
export const readAlertLoad = async (
  deps: ReportDeps,
  query: SpanQuery,
  programs: Programs,
  now: number,
): Promise<AlertLoadBody> => {
  const span = spanOf(query, now);
  const asked = await programsOf(deps, query.program, programs);
  const ids = asked.map(program => program.id);
  const [weeksBy, fired, items, closures] = await Promise.all([
    patientWeeks(deps, ids, span),
    firedIn(deps, ids, span),
    itemsIn(deps, ids, span),
    readClosures(deps, span),
  ]);
  const firedBy = Map.groupBy(fired, a => a.programId);
  const qualities = closureQuality(ids, closures);
  return {
    ...spanBody(span),
    programs: asked.map(({ id, name }) => {
      const [weeks, own] = [weeksBy.get(id) ?? 0, firedBy.get(id) ?? []];
      const quality = qualities.find(one => one.program === id);
      const opened = items.get(id) ?? 0;
      return {
        ...{ program: id, name, patientWeeks: Math.round(weeks * 10) / 10 },
        ...{ items: opened, itemsPerPatientWeek: perWeek(opened, weeks) },
        ...{ ...countsOf(own, weeks), ...shareOf(quality) },
        rules: rulesOf(own, weeks, quality),
      };
    }),
  };
};
