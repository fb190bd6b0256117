import { count, desc, eq } from 'drizzle-orm';
import type { FacetsBody } from '../contract/views.ts';
import type { Store } from '../db/open.ts';
import { openTo, type Viewer } from './list-filter.ts';

type Deps = Pick<Store, 'reader' | 't'>;

const byProgramAndOwner = async (deps: Deps, viewer: Viewer) => {
  const { reader, t } = deps;
  const { programId, owner } = t.worklistItem;
  return await reader
    .select({ programId, owner, items: count() })
    .from(t.worklistItem)
    .where(openTo(deps, viewer))
    .groupBy(programId, owner);
};

/** Site and tags of the patients; few combinations, each as often as it stands. */
const bySiteAndTags = async (deps: Deps, viewer: Viewer) => {
  const { reader, t } = deps;
  return await reader
    .select({ site: t.patient.site, tags: t.patient.tags, items: count() })
    .from(t.worklistItem)
    .innerJoin(t.patient, eq(t.patient.id, t.worklistItem.patientId))
    .where(openTo(deps, viewer))
    .groupBy(t.patient.site, t.patient.tags)
    .orderBy(desc(count()));
};

type Counted = { readonly name: string; readonly items: number };

/** Sums counts by name, in order of the names. */
const tally = (entries: readonly Counted[]): Counted[] =>
  [...Map.groupBy(entries, entry => entry.name)]
    .map(([name, its]) => ({ name, items: its.reduce((sum, { items }) => sum + Number(items), 0) }))
    .sort((a, b) => a.name.localeCompare(b.name));

const named = (name: string | null, items: number): Counted[] => (name === null ? [] : [{ name, items }]);

/** What the worklist can be filtered by: what open items have, and how many each; whoever asks sees only her programs'. */
export const worklistFacets = async (deps: Deps, viewer: Viewer): Promise<FacetsBody> => {
  const [work, people] = await Promise.all([byProgramAndOwner(deps, viewer), bySiteAndTags(deps, viewer)]);
  return {
    programs: tally(work.map(({ programId, items }) => ({ name: programId, items }))),
    owners: tally(work.flatMap(({ owner, items }) => named(owner, items))),
    nobodys: work.reduce((sum, { owner, items }) => (owner === null ? sum + Number(items) : sum), 0),
    sites: tally(people.flatMap(({ site, items }) => named(site, items))),
    tags: tally(people.flatMap(({ tags, items }) => tags.map(name => ({ name, items })))),
  };
};
