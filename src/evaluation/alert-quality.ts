import { and, asc, eq, gte, isNotNull, lte, ne } from 'drizzle-orm';
import { z } from 'zod';
import { isNotice } from '../alerts/sources.ts';
import type { AlertQualityBody } from '../contract/alert-quality.ts';
import type { Store } from '../db/open.ts';
import { dayMs } from '../domain/local-day.ts';
import { AppError } from '../errors.ts';
import { inPrograms, type Programs } from '../roster/in-programs.ts';
import { ruleById } from '../rules/catalogue.ts';
import { type Closure, closureQuality, fewestCoded, type Review } from './closure-quality.ts';

type Deps = Pick<Store, 'reader' | 't'>;

export const usualDays = 180;
export const mostDays = 730;

export const alertQualityQuery = z.strictObject({
  program: z.string().min(1).optional(),
  days: z.coerce.number().int().min(1).max(mostDays).default(usualDays),
});
export type AlertQualityQuery = z.infer<typeof alertQualityQuery>;

type Span = { readonly from: number; readonly to: number };

const closedBetween = ({ t }: Deps, { from, to }: Span) =>
  and(
    // closed, for only then has it this time; without the state, an index of times serves it
    // a line that nothing demanded any more closed by itself
    isNotNull(t.worklistItem.closedBy),
    ne(t.worklistItem.closedBy, 'system'),
    ne(t.worklistItem.lane, 'technical'),
    gte(t.worklistItem.closedAt, from),
    lte(t.worklistItem.closedAt, to),
  );

/** Items that people closed, alerts that fired on them, and the last that was said of each. */
export const readClosures = async (deps: Deps, span: Span): Promise<Closure[]> => {
  const { reader, t } = deps;
  const { id: itemId, programId } = t.worklistItem;
  const [items, alerts, reviews] = await Promise.all([
    reader.select({ itemId, programId }).from(t.worklistItem).where(closedBetween(deps, span)),
    reader
      .select({ itemId, ruleId: t.alert.ruleId, concern: t.alert.concern })
      .from(t.alert)
      .innerJoin(t.worklistItem, eq(itemId, t.alert.itemId))
      .where(and(closedBetween(deps, span), isNotNull(t.alert.firedAt))),
    reader
      .select({
        itemId,
        alertId: t.alert.id,
        ruleId: t.alert.ruleId,
        concern: t.alert.concern,
        verdict: t.alertReview.verdict,
        action: t.alertReview.action,
      })
      .from(t.alertReview)
      .innerJoin(t.worklistItem, eq(itemId, t.alertReview.itemId))
      .innerJoin(t.alert, eq(t.alert.id, t.alertReview.alertId))
      .where(closedBetween(deps, span))
      .orderBy(asc(t.alertReview.at), asc(t.alertReview.id)),
  ]);
  const alertsOf = Map.groupBy(alerts, a => a.itemId);
  const reviewsOf = Map.groupBy(reviews, r => r.itemId);
  return items.flatMap(item => {
    const said = new Map((reviewsOf.get(item.itemId) ?? []).map(r => [r.alertId, r]));
    const all = [...(alertsOf.get(item.itemId) ?? []), ...said.values()];
    // a notice is neither right nor wrong
    const told = all.filter(a => a.concern !== 'device' && !isNotice(a.ruleId));
    if (told.length === 0 && all.some(a => isNotice(a.ruleId))) return [];
    const rules = new Map<string, Review[]>(told.map(a => [a.ruleId, []]));
    for (const { ruleId, verdict, action } of said.values()) rules.get(ruleId)?.push({ verdict, action });
    return [{ programId: item.programId, rules }];
  });
};

const programsAsked = async (
  { reader, t }: Deps,
  program: string | undefined,
  programs: Programs,
): Promise<string[]> => {
  const rows = await reader
    .select({ id: t.program.id })
    .from(t.program)
    .where(inPrograms(t.program.id, programs))
    .orderBy(asc(t.program.id));
  const ids = rows.map(row => row.id);
  if (program === undefined) return ids;
  if (ids.includes(program)) return [program];
  throw new AppError('not-found', 'there is no such program', {
    field: 'program',
    remedy: 'take an id from GET /api/v1/programs',
  });
};

/** How right alerts were by what people said when they closed items, of one program or of each. @throws AppError not-found */
export const readAlertQuality = async (
  deps: Deps,
  { program, days }: AlertQualityQuery,
  now: number,
  within: Programs = null,
): Promise<AlertQualityBody> => {
  const programs = await programsAsked(deps, program, within);
  const span = { from: now - days * dayMs, to: now };
  const closures = await readClosures(deps, span);
  return {
    source: 'from closures',
    from: new Date(span.from).toISOString(),
    to: new Date(span.to).toISOString(),
    fewest: fewestCoded,
    programs: closureQuality(programs, closures).map(({ rules, ...figures }) => ({
      ...figures,
      rules: rules.map(rule => ({ ...rule, title: ruleById.get(rule.id)?.title ?? rule.id })),
    })),
  };
};
