import { useEffect, useState } from 'react';
import type { AlertLoadBody } from '../../../contract/reports.ts';
import { get, withQuery } from '../../lib/api.ts';
import { weeksUpTo } from './weeks.ts';

const weekCount = 8;

type Weeks = { readonly key: string; readonly weeks: readonly AlertLoadBody[]; readonly failed: boolean };

/** The load of the last eight weeks, one asked for after the other so that none stands in a nurse's way. */
export const useWeeks = (to: string | null, program: string) => {
  const key = to === null ? '' : `${to} ${program}`;
  const [held, setHeld] = useState<Weeks | null>(null);
  useEffect(() => {
    if (to === null) return;
    const stop = new AbortController();
    const read = async () => {
      const weeks: AlertLoadBody[] = [];
      for (const week of weeksUpTo(to, weekCount)) {
        const path = withQuery('reports/alert-load', { program: program || null, ...week });
        const result = await get<AlertLoadBody>(path, stop.signal);
        if (stop.signal.aborted) return;
        if (!result.ok) return setHeld({ key, weeks: [], failed: true });
        weeks.push(result.value);
      }
      setHeld({ key, weeks, failed: false });
    };
    void read();
    return () => stop.abort();
  }, [key, to, program]);
  return held?.key === key ? held : null;
};
