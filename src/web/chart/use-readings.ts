import { useEffect, useState } from 'react';
import type { ReadingBody } from '../../contract/readings.ts';
import { dayMs } from '../../domain/local-day.ts';
import type { Kind } from '../../domain/reading.ts';
import { getPages, type Problem } from '../lib/api.ts';
import { wallClock } from '../lib/clock.ts';

const pageSize = 1_000;
const maxPages = 5;

export type Loaded = {
  readonly key: string;
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
    const from = to - days * dayMs;
    const path = `patients/${encodeURIComponent(patientId)}/readings`;
    const query = { from: new Date(from).toISOString(), limit: pageSize };
    const load = async () => {
      const wanted = kindList.split(' ').filter(Boolean) as Kind[];
      const results = await Promise.all(
        wanted.map(kind => getPages<ReadingBody>(path, { ...query, kind }, maxPages, stop.signal)),
      );
      if (stop.signal.aborted) return;
      const byKind = new Map<Kind, readonly ReadingBody[]>();
      let cut = false;
      for (const [index, result] of results.entries()) {
        if (!result.ok) return setProblem(result.problem);
        const kind = wanted[index];
        if (kind)
          byKind.set(
            kind,
            result.value.pages.flatMap(page => page.items),
          );
        cut ||= result.value.next !== null;
      }
      setProblem(null);
      setLoaded({ key, from, to, byKind, cut });
    };
    void load();
    return () => stop.abort();
  }, [patientId, kindList, days, turn, retries]);

  return {
    loaded: loaded?.key === key ? loaded : null,
    problem,
    retry: () => setRetries(before => before + 1),
  };
};
