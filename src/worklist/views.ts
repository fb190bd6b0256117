import { and, asc, eq, or } from 'drizzle-orm';
import { z } from 'zod';
import type { SavedViewBody } from '../contract/views.ts';
import { recordAudit } from '../db/audit.ts';
import type { Store } from '../db/open.ts';
import { actorName } from '../domain/actor.ts';
import { AppError } from '../errors.ts';
import { newId } from '../ids.ts';
import { type Viewer, worklistFilters } from './list-filter.ts';
import type { Row } from './rows.ts';
import type { VerbDeps } from './verb.ts';

const mostViews = 100;

/** What a view asks: the filters of the worklist as they stand in its URL; no page and no place in it. */
const viewQuery = z.strictObject(worklistFilters);

export const viewInput = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1, 'must not be empty')
    .max(60)
    .refine(name => !/\p{C}/u.test(name), 'must be one line of text'),
  shared: z.boolean().default(false),
  query: viewQuery,
});
export type ViewInput = z.infer<typeof viewInput>;

const bodyOf = (row: Row<'savedView'>, name: string | null): SavedViewBody => ({
  id: row.id,
  name: row.name,
  by: row.by,
  shared: row.shared,
  mine: row.by === name,
  query: { ...row.query },
  createdAt: new Date(row.createdAt).toISOString(),
});

/** The views that a person made, and those that others share of what she may see. */
export const listViews = async (
  { reader, t }: Pick<Store, 'reader' | 't'>,
  { name, programs }: Pick<Viewer, 'name' | 'programs'>,
): Promise<{ items: SavedViewBody[]; next: null }> => {
  const { savedView } = t;
  const rows = await reader
    .select()
    .from(savedView)
    .where(or(eq(savedView.shared, true), name === null ? undefined : eq(savedView.by, name)))
    .orderBy(asc(savedView.name), asc(savedView.id));
  const isOfOthers = ({ query: { program } }: Row<'savedView'>) =>
    program !== undefined && programs !== null && !programs.includes(program);
  return { items: rows.filter(row => !isOfOthers(row)).map(row => bodyOf(row, name)), next: null };
};

/** @throws AppError conflict, not-allowed-now */
const refuseSecond = async ({ store: { db, t }, actor }: VerbDeps, name: string): Promise<void> => {
  const own = await db
    .select()
    .from(t.savedView)
    .where(eq(t.savedView.by, actorName(actor)));
  const same = own.find(view => view.name === name);
  if (same) {
    throw new AppError('conflict', 'you have a view of this name', {
      field: 'name',
      remedy: 'choose another name, or remove that view first',
      conflict: { by: same.by, at: same.createdAt, state: 'saved' },
    });
  }
  if (own.length < mostViews) return;
  throw new AppError('not-allowed-now', `a person may save ${mostViews} views`, {
    field: 'name',
    remedy: 'remove one that is not used',
  });
};

/** Keeps a filter under a name, which its maker has once. @throws AppError conflict, not-allowed-now */
export const saveView = (deps: VerbDeps, { name, shared, query }: ViewInput): Promise<SavedViewBody> =>
  deps.store.write(async () => {
    const { store, actor, at } = deps;
    await refuseSecond(deps, name);
    const by = actorName(actor);
    const asked = Object.fromEntries(
      Object.entries(query).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
    );
    const row = { id: newId('viw'), by, name, shared, query: asked, createdAt: at };
    await store.db.insert(store.t.savedView).values(row);
    await recordAudit(store, {
      at,
      actor,
      action: 'saved-view.save',
      subject: { type: 'saved-view', id: row.id },
      patientId: null,
      detail: { shared },
    });
    return bodyOf(row, by);
  });

/** Removes a view; only who made it may. @throws AppError not-found, not-allowed-now */
export const removeView = (deps: VerbDeps, id: string): Promise<SavedViewBody> =>
  deps.store.write(async () => {
    const { store, actor, at } = deps;
    const { savedView } = store.t;
    const by = actorName(actor);
    const [row] = await store.db.select().from(savedView).where(eq(savedView.id, id));
    if (!row || (row.by !== by && !row.shared)) {
      throw new AppError('not-found', 'there is no such view', {
        field: 'id',
        remedy: 'take an id from GET /api/v1/views',
      });
    }
    if (row.by !== by) {
      throw new AppError('not-allowed-now', 'only who made a view may remove it', {
        field: 'id',
        remedy: `ask ${row.by}`,
      });
    }
    await store.db.delete(savedView).where(and(eq(savedView.id, id), eq(savedView.by, by)));
    await recordAudit(store, {
      at,
      actor,
      action: 'saved-view.remove',
      subject: { type: 'saved-view', id },
      patientId: null,
      detail: {},
    });
    return bodyOf(row, by);
  });
