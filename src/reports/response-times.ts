import { and, eq, gte, inArray, isNull, lt, min, ne } from 'drizzle-orm';
import type { ResponseTimesBody } from '../contract/reports.ts';
import { severities, severityRank } from '../domain/alert.ts';
import type { Programs } from '../roster/in-programs.ts';
import { type Answered, responseFigures } from './response-figures.ts';
import { programsOf, type ReportDeps, type Span, type SpanQuery, spanBody, spanOf } from './span.ts';

type Item = Answered & { readonly programId: string; readonly severity: number };

const opened = ({ t }: ReportDeps, programIds: readonly string[], { from, to }: Span) =>
  and(
    inArray(t.worklistItem.programId, [...programIds]),
    ne(t.worklistItem.lane, 'technical'),
    gte(t.worklistItem.openedAt, from),
    lt(t.worklistItem.openedAt, to),
  );

/** When each item was first taken up: the first acknowledgement or close that was not taken back. */
const takenUp = async (deps: ReportDeps, programIds: readonly string[], span: Span) => {
  const { reader, t } = deps;
  const { itemId, at, verb, undoneAt } = t.deed;
  const rows = await reader
    .select({ itemId, at: min(at) })
    .from(t.deed)
    .innerJoin(t.worklistItem, eq(t.worklistItem.id, itemId))
    .where(and(opened(deps, programIds, span), inArray(verb, ['acknowledge', 'close']), isNull(undoneAt)))
    .groupBy(itemId);
  return new Map(rows.map(row => [row.itemId, row.at]));
};

const itemsIn = async (deps: ReportDeps, programIds: readonly string[], span: Span): Promise<Item[]> => {
  const { reader, t } = deps;
  const { id, programId, severity, openedAt, slaDueAt, closedAt, closedBy } = t.worklistItem;
  const [rows, taken] = await Promise.all([
    reader
      .select({ id, programId, severity, openedAt, slaDueAt, closedAt, closedBy })
      .from(t.worklistItem)
      .where(opened(deps, programIds, span)),
    takenUp(deps, programIds, span),
  ]);
  return rows.map(row => {
    const isByPerson = row.closedBy !== null && row.closedBy !== 'system';
    return {
      ...row,
      takenAt: taken.get(row.id) ?? null,
      closedAt: isByPerson ? row.closedAt : null,
      isGone: row.closedAt !== null && !isByPerson,
    };
  });
};

/** How soon people took up and closed what opened in a span. @throws AppError bad-request, not-found */
export const readResponseTimes = async (
  deps: ReportDeps,
  query: SpanQuery,
  programs: Programs,
  now: number,
): Promise<ResponseTimesBody> => {
  const span = spanOf(query, now);
  const asked = await programsOf(deps, query.program, programs);
  const items = await itemsIn(
    deps,
    asked.map(program => program.id),
    span,
  );
  const byProgram = Map.groupBy(items, item => item.programId);
  return {
    ...spanBody(span),
    programs: asked.map(({ id, name }) => {
      const own = byProgram.get(id) ?? [];
      return {
        ...{ program: id, name, ...responseFigures(own, span.to) },
        bySeverity: severities.toReversed().map(severity => ({
          severity,
          ...responseFigures(
            own.filter(item => item.severity === severityRank[severity]),
            span.to,
          ),
        })),
      };
    }),
  };
};
