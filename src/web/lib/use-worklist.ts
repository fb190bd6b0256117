import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { WorklistBody, WorklistItemBody } from '../../contract/worklist.ts';
import type { Lane } from '../../domain/alert.ts';
import { getPages, type Problem, type Result } from './api.ts';
import { wallClock } from './clock.ts';
import { oneAtATime } from './one-at-a-time.ts';
import type { Place } from './place.ts';
import { type Filter, filterOf } from './worklist-filter.ts';

const pageSize = 50;
const freshMs = 12_000;
const skewToleratedMs = 5_000;

export type Lines = {
  readonly items: readonly WorklistItemBody[];
  readonly more: boolean;
  readonly total: number;
  readonly snoozed: number;
  readonly byLane: Readonly<Record<Lane, number>>;
  readonly asOf: string;
  readonly serverAheadMs: number;
  /** the same without tolerance, where seconds count */
  readonly exactAheadMs: number;
};

type Loaded = { readonly key: string; readonly lines: Lines };

const load = async (filter: Filter, pageCount: number): Promise<Result<Lines>> => {
  const query = { ...filter, limit: pageSize };
  const loaded = await getPages<WorklistItemBody, WorklistBody>('worklist', query, pageCount);
  if (!loaded.ok) return loaded;
  const { pages, next } = loaded.value;
  const last = pages.at(-1);
  const asOf = last?.asOf ?? '';
  const ahead = Date.parse(asOf) - wallClock();
  const byId = new Map(pages.flatMap(page => page.items).map(item => [item.id, item]));
  return {
    ok: true,
    value: {
      items: [...byId.values()],
      more: next !== null,
      total: last?.total ?? 0,
      snoozed: last?.snoozed ?? 0,
      byLane: last?.byLane ?? { clinical: 0, 'no-data': 0, technical: 0 },
      asOf,
      exactAheadMs: ahead,
      serverAheadMs: Math.abs(ahead) > skewToleratedMs ? ahead : 0,
    },
  };
};

/** Lines that opened, or got a new or worse alert, since the list was last shown. */
const freshIn = (before: Lines, after: Lines, opened: ReadonlySet<string>): string[] => {
  const changedAt = new Map(before.items.map(item => [item.id, item.changedAt]));
  return after.items
    .filter(item => {
      const known = changedAt.get(item.id);
      return known === undefined
        ? opened.has(item.id) || item.openedAt > before.asOf
        : known !== item.changedAt;
    })
    .map(item => item.id);
};

/** Marks lines for a few seconds. */
const useFresh = () => {
  const [fresh, setFresh] = useState<ReadonlySet<string>>(new Set());
  const mark = useCallback((ids: readonly string[]) => {
    if (ids.length === 0) return;
    setFresh(now => new Set([...now, ...ids]));
    window.setTimeout(() => setFresh(now => new Set([...now].filter(id => !ids.includes(id)))), freshMs);
  }, []);
  return { fresh, mark };
};

export type Worklist = {
  /** null until the first answer for this filter */
  readonly lines: Lines | null;
  readonly problem: Problem | null;
  readonly fresh: ReadonlySet<string>;
  readonly loadingMore: boolean;
  readonly refresh: (openedItemIds?: readonly string[]) => void;
  readonly loadMore: () => void;
};

export const useWorklist = (place: Place, actorName: string): Worklist => {
  const key = JSON.stringify(filterOf(place, actorName));
  const filter = useMemo(() => JSON.parse(key) as Filter, [key]);
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [loadingMore, setLoadingMore] = useState(false);
  const { fresh, mark } = useFresh();
  const wanted = useRef({ filter, key, pages: 1, opened: new Set<string>(), shown: null as Loaded | null });

  const run = useMemo(
    () =>
      oneAtATime(async () => {
        const { filter, key, pages, opened } = wanted.current;
        wanted.current.opened = new Set();
        const result = await load(filter, pages);
        if (wanted.current.key !== key) return;
        setProblem(result.ok ? null : result.problem);
        setLoadingMore(false);
        if (!result.ok) return;
        const before = wanted.current.shown;
        if (before?.key === key) mark(freshIn(before.lines, result.value, opened));
        wanted.current.shown = { key, lines: result.value };
        setLoaded(wanted.current.shown);
      }),
    [mark],
  );

  useEffect(() => {
    Object.assign(wanted.current, { filter, key, pages: 1, opened: new Set() });
    setProblem(null);
    void run();
  }, [filter, key, run]);

  const refresh = useCallback(
    (openedItemIds: readonly string[] = []) => {
      for (const id of openedItemIds) wanted.current.opened.add(id);
      void run();
    },
    [run],
  );
  const loadMore = () => {
    wanted.current.pages += 1;
    setLoadingMore(true);
    void run();
  };
  return { lines: loaded?.key === key ? loaded.lines : null, problem, fresh, loadingMore, refresh, loadMore };
};
