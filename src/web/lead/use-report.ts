import { useEffect, useState } from 'react';
import type { Problem } from '../lib/api.ts';
import { useResource } from '../lib/use-resource.ts';

export type Report<T> = {
  /** the last that came, also while another one is on its way */
  readonly value: T | null;
  readonly isLoading: boolean;
  readonly problem: Problem | null;
  readonly reload: () => void;
};

/** A report of one address; it stays on the screen until the one asked for next has come. */
export const useReport = <T>(path: string | null, turn = 0): Report<T> => {
  const { value, problem, reload } = useResource<T>(path, turn);
  const [last, setLast] = useState<T | null>(null);
  useEffect(() => {
    if (value !== null) setLast(value);
  }, [value]);
  return {
    value: path === null ? null : (value ?? last),
    isLoading: path !== null && value === null && problem === null,
    problem,
    reload,
  };
};
