import { useCallback, useEffect, useState } from 'react';
import { getPages, type PageOf, type Problem, type Query } from './api.ts';

const pageSize = 50;

type Held<P> = { readonly key: string; readonly pages: readonly P[]; readonly next: string | null };

export type Pages<T, P> = {
  /** null until the first answer */
  readonly items: readonly T[] | null;
  readonly latest: P | null;
  readonly more: boolean;
  readonly loadingMore: boolean;
  readonly problem: Problem | null;
  readonly reload: () => void;
  readonly loadMore: () => void;
};

/** A list from its first page on; a new turn reads as many pages anew and keeps the old ones until then. */
export const usePages = <T, P extends PageOf<T> = PageOf<T>>(
  path: string | null,
  query: Query,
  turn: number,
): Pages<T, P> => {
  const key = path === null ? '' : JSON.stringify([path, query]);
  const [held, setHeld] = useState<Held<P> | null>(null);
  const [failed, setFailed] = useState<{ key: string; problem: Problem } | null>(null);
  const [wanted, setWanted] = useState({ key, count: 1 });
  const [retries, setRetries] = useState(0);
  const count = wanted.key === key ? wanted.count : 1;
  const asked = JSON.stringify([path, { ...query, limit: pageSize }, count, turn, retries]);
  useEffect(() => {
    const [path, query, count] = JSON.parse(asked) as [string | null, Query, number];
    if (path === null) return;
    const stop = new AbortController();
    void getPages<T, P>(path, query, count, stop.signal).then(result => {
      if (stop.signal.aborted) return;
      setFailed(result.ok ? null : { key, problem: result.problem });
      if (result.ok) setHeld({ key, ...result.value });
    });
    return () => stop.abort();
  }, [key, asked]);
  const current = held?.key === key ? held : null;
  const loadedCount = current?.pages.length ?? 0;
  return {
    items: current?.pages.flatMap(page => page.items) ?? null,
    latest: current?.pages.at(-1) ?? null,
    more: current?.next !== null && current !== null,
    loadingMore: loadedCount > 0 && loadedCount < count,
    problem: failed?.key === key ? failed.problem : null,
    reload: useCallback(() => setRetries(before => before + 1), []),
    loadMore: () => setWanted({ key, count: loadedCount + 1 }),
  };
};
