import { and, asc, inArray } from 'drizzle-orm';
import type { CoveragePlan } from '../contract/coverage.ts';
import type { Db, Store } from '../db/open.ts';
import { toTell } from './paging.ts';
import { readablePlanIn } from './plan-of.ts';
import { whoIsOn } from './who-is-on.ts';

type Deps = { readonly reader: Db; readonly t: Store['t'] };
type PageRow = Store['t']['page']['$inferSelect'];
type Unanswered = Pick<PageRow, 'reason' | 'state' | 'to' | 'at'>;

const orderAt = (plan: CoveragePlan, at: number): string[] => {
  const duty = whoIsOn(plan, at);
  return toTell(duty.is === 'on' ? duty.people : [], plan.lead);
};

const nobodyNote = ({ reason, to, at }: Unanswered, plan: CoveragePlan): string => {
  if (to !== null) return 'no responder of that name';
  const lead = plan.lead === null ? 'the coverage plan names no lead' : `the lead is ${plan.lead}`;
  if (reason === 'hand-off') return `nobody is on but who hands it over or declined it; ${lead}`;
  return orderAt(plan, at).length > 0 ? `nobody is on; ${lead}` : `nobody is on and ${lead}: name one`;
};

/** Everybody whom the plan names for now was told more than once, and nobody else can be. */
const exhaustedNote = (
  told: readonly Unanswered[],
  { at }: Unanswered,
  plan: CoveragePlan,
): string | null => {
  if (plan.lead !== null) return null;
  const order = orderAt(plan, at);
  const times = order.map(name => told.filter(page => page.to === name).length);
  const fewest = Math.min(...times);
  if (order.length === 0 || fewest < 2) return null;
  const who = order.length === 1 ? order[0] : `each of ${order.join(', ')}`;
  return `told ${who} ${fewest === 2 ? 'twice' : `${fewest} times`}, and nobody else is on: name a lead in the coverage plan`;
};

/**
 * What is to be said of the last page of something that nobody has taken up: why nobody was told, or that there is
 * nobody else to tell. Pure. @param pages the unanswered ones of one item, oldest first
 */
export const noteOf = (pages: readonly Unanswered[], plan: CoveragePlan): string | null => {
  const last = pages.at(-1);
  if (!last || last.state === 'held' || last.state === 'answered') return null;
  return last.state === 'nobody' ? nobodyNote(last, plan) : exhaustedNote(pages, last, plan);
};

/** The notes of some items' last pages, by the id of the page. */
export const pageNotes = async (
  { reader, t }: Deps,
  itemIds: readonly string[],
): Promise<ReadonlyMap<string, string>> => {
  const { page, coverage } = t;
  if (itemIds.length === 0) return new Map();
  const rows = await reader
    .select()
    .from(page)
    .where(and(inArray(page.itemId, [...itemIds]), inArray(page.state, ['sent', 'nobody', 'held'])))
    .orderBy(asc(page.at), asc(page.step));
  const programIds = [...new Set(rows.map(row => row.programId))];
  const plans = await reader.select().from(coverage).where(inArray(coverage.programId, programIds));
  return new Map(
    [...Map.groupBy(rows, row => row.itemId).values()].flatMap(pages => {
      const last = pages.at(-1);
      const plan = readablePlanIn(plans.find(({ programId }) => programId === last?.programId));
      const note = plan && noteOf(pages, plan);
      return last && note ? [[last.id, note] as const] : [];
    }),
  );
};
