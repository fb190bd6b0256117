import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { WorklistBody, WorklistLineBody } from '../../contract/worklist.ts';
import type { Lane } from '../../domain/alert.ts';
import { getPages, type Problem, type Result } from './api.ts';
import { wallClock } from './clock.ts';
import type { Lines } from './lines.ts';
import { oneAtATime } from './one-at-a-time.ts';
import type { Place } from './place.ts';
import { type Filter, filterOf } from './worklist-filter.ts';

/** the first screen comes quickly; what follows comes in few requests */
const firstLines = 50;
const moreLines = 250;
const freshMs = 12_000;
const skewToleratedMs = 5_000;

const noLines: Record<Lane, number> = { clinical: 0, tasks: 0, 'no-data': 0, technical: 0 };

type Loaded = { readonly key: string; readonly lines: Lines };

/** The first lines, or those after what is shown. */
const load = async (filter: Filter, wanted: number, shown: Lines | null): Promise<Result<Lines>> => {
  const limit = Math.min(wanted, moreLines);
  const pageCount = Math.ceil(wanted / limit);
  const query = { ...filter, limit, ...(shown && { cursor: shown.next }) };
  const loaded = await getPages<WorklistLineBody, WorklistBody>('worklist', query, pageCount);
  if (!loaded.ok) return loaded;
  const { pages, next } = loaded.value;
  const last = pages.at(-1);
  const asOf = last?.asOf ?? '';
  const ahead = Date.parse(asOf) - wallClock();
  const items = [...(shown?.items ?? []), ...pages.flatMap(page => page.items)];
  const byId = new Map(items.map(item => [item.id, item]));
  return {
    ok: true,
    value: {
      items: [...byId.values()],
      next,
      more: next !== null,
      total: last?.total ?? 0,
      snoozed: last?.snoozed ?? 0,
      byLane: last?.byLane ?? noLines,
      asOf,
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

const shownCount = (shown: Loaded | null, key: string): number =>
  shown?.key === key ? shown.lines.items.length : 0;

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
  /** rises with each answer */
  readonly turn: number;
  readonly refresh: (openedItemIds?: readonly string[]) => void;
  readonly loadMore: () => void;
};

export const useWorklist = (place: Place, actorName: string, isOn: boolean): Worklist => {
  const key = JSON.stringify(filterOf(place, actorName));
  const filter = useMemo(() => JSON.parse(key) as Filter, [key]);
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [loadingMore, setLoadingMore] = useState(false);
  const [turn, setTurn] = useState(0);
  const { fresh, mark } = useFresh();
  const wanted = useRef({
    filter,
    key,
    opened: new Set<string>(),
    grows: false,
    shown: null as Loaded | null,
  });

  const run = useMemo(
    () =>
      oneAtATime(async () => {
        const { filter, key, opened, grows, shown } = wanted.current;
        Object.assign(wanted.current, { opened: new Set(), grows: false });
        const more = grows && shown?.key === key && shown.lines.next !== null ? shown.lines : null;
        const wantedLines = more ? moreLines : Math.max(firstLines, shownCount(shown, key));
        const result = await load(filter, wantedLines, more);
        if (wanted.current.key !== key) return;
        setProblem(result.ok ? null : result.problem);
        setLoadingMore(false);
        if (!result.ok) return;
        const before = wanted.current.shown;
        if (before?.key === key) mark(freshIn(before.lines, result.value, opened));
        wanted.current.shown = { key, lines: result.value };
        setLoaded(wanted.current.shown);
        setTurn(now => now + 1);
      }),
    [mark],
  );

  useEffect(() => {
    Object.assign(wanted.current, { filter, key, opened: new Set(), grows: false });
    setProblem(null);
    if (isOn) void run();
  }, [filter, key, run, isOn]);

  const refresh = useCallback(
    (openedItemIds: readonly string[] = []) => {
      for (const id of openedItemIds) wanted.current.opened.add(id);
      if (isOn) void run();
    },
    [run, isOn],
  );
  const loadMore = () => {
    wanted.current.grows = true;
    setLoadingMore(true);
    void run();
  };
  return {
    lines: loaded?.key === key ? loaded.lines : null,
    problem,
    fresh,
    turn,
    loadingMore,
    refresh,
    loadMore,
  };
};
