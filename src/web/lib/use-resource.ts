import { useCallback, useEffect, useState } from 'react';
import { get, type Problem } from './api.ts';

export type Resource<T> = {
  readonly value: T | null;
  readonly problem: Problem | null;
  readonly reload: () => void;
  readonly set: (value: T) => void;
};

type Held<T> = { readonly path: string; readonly value: T | null; readonly problem: Problem | null };

/** One GET, kept for its path; a new turn keeps the old value until the new one is here. Null path: nothing. */
export const useResource = <T>(path: string | null, turn: number): Resource<T> => {
  const [held, setHeld] = useState<Held<T> | null>(null);
  const [retries, setRetries] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `turn` and `retries` ask for the same path again
  useEffect(() => {
    if (path === null) return;
    const stop = new AbortController();
    void get<T>(path, stop.signal).then(result => {
      if (stop.signal.aborted) return;
      setHeld(before => ({
        path,
        value: result.ok ? result.value : before?.path === path ? before.value : null,
        problem: result.ok ? null : result.problem,
      }));
    });
    return () => stop.abort();
  }, [path, turn, retries]);
  const reload = useCallback(() => setRetries(now => now + 1), []);
  const set = useCallback((value: T) => path !== null && setHeld({ path, value, problem: null }), [path]);
  const current = held?.path === path ? held : null;
  return { value: current?.value ?? null, problem: current?.problem ?? null, reload, set };
};
