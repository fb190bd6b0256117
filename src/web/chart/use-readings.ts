import { useEffect, useState } from 'react';
import type { ReadingBody } from '../../contract/readings.ts';
import { dayMs } from '../../domain/local-day.ts';
import type { Kind } from '../../domain/reading.ts';
import { getPages, type Problem } from '../lib/api.ts';
import { wallClock } from '../lib/clock.ts';
import { ownDays, recentDays } from './baseline.ts';

const pageSize = 1_000;
const maxPages = 5;
/** so many are read at least, whatever is shown: the baseline rests on them */
const leastDays = ownDays + recentDays + 1;

export type Loaded = {
  readonly key: string;
  /** what is shown; readings go farther back where the baseline needs them */
  readonly from: number;
  readonly to: number;
  /** ascending in measured time */
  readonly byKind: ReadonlyMap<Kind, readonly ReadingBody[]>;
  readonly cut: boolean;
};

type Wanted = {
  readonly patientId: string;
  readonly kinds: readonly Kind[];
  readonly days: number;
  readonly turn: number;
  readonly serverAheadMs: number;
};

const load = async (
  patientId: string,
  kinds: readonly Kind[],
  since: number,
  signal: AbortSignal,
): Promise<Pick<Loaded, 'byKind' | 'cut'> | Problem> => {
  const path = `patients/${encodeURIComponent(patientId)}/readings`;
  const query = { from: new Date(since).toISOString(), limit: pageSize };
  const byKind = new Map<Kind, readonly ReadingBody[]>();
  let cut = false;
  const read = kinds.map(async kind => ({
    kind,
    result: await getPages<ReadingBody>(path, { ...query, kind }, maxPages, signal),
  }));
  for (const { kind, result } of await Promise.all(read)) {
    if (!result.ok) return result.problem;
    byKind.set(
      kind,
      result.value.pages.flatMap(page => page.items),
    );
    cut ||= result.value.next !== null;
  }
  return { byKind, cut };
};

/** The readings of the last days; the old ones stay until the new ones are here. */
export const useReadings = ({ patientId, kinds, days, turn, serverAheadMs }: Wanted) => {
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [retries, setRetries] = useState(0);
  const kindList = kinds.join(' ');
  const key = `${patientId} ${days}`;

  // biome-ignore lint/correctness/useExhaustiveDependencies: `turn` and `retries` ask for the same readings again
  useEffect(() => {
    const stop = new AbortController();
    const to = wallClock() + serverAheadMs;
    const since = to - Math.max(days, leastDays) * dayMs;
    const wanted = kindList.split(' ').filter(Boolean) as Kind[];
    void load(patientId, wanted, since, stop.signal).then(result => {
      if (stop.signal.aborted) return;
      setProblem('byKind' in result ? null : result);
      if ('byKind' in result) setLoaded({ key, from: to - days * dayMs, to, ...result });
    });
    return () => stop.abort();
  }, [patientId, kindList, days, turn, retries]);

  return {
    loaded: loaded?.key === key ? loaded : null,
    problem,
    retry: () => setRetries(before => before + 1),
  };
};
