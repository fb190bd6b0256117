import { useEffect, useState } from 'react';
import type { TimelineEntryBody } from '../../contract/timeline.ts';
import type { Problem } from '../lib/api.ts';
import { readTimeline } from './timeline-read.ts';

const pageSize = 50;

type Held = {
  readonly key: string;
  readonly items: readonly TimelineEntryBody[];
  readonly next: string | null;
};

/** So many pages as were asked for, all read anew in a new turn; the old ones stay until then. */
export const useTimeline = (patientId: string, kinds: string | null, turn: number) => {
  const key = `${patientId} ${kinds}`;
  const [held, setHeld] = useState<Held | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [wanted, setWanted] = useState({ key, pages: 1 });
  const [tries, setTries] = useState(0);
  const pages = wanted.key === key ? wanted.pages : 1;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `turn` and `tries` ask for the same again
  useEffect(() => {
    const stop = new AbortController();
    const query = { kinds, limit: pageSize };
    void readTimeline(patientId, query, (_, count) => count >= pages, stop.signal).then(result => {
      if (stop.signal.aborted) return;
      setProblem(result.ok ? null : result.problem);
      if (result.ok) setHeld({ key, ...result.value });
    });
    return () => stop.abort();
  }, [patientId, kinds, pages, turn, tries]);
  const current = held?.key === key ? held : null;
  return {
    items: current?.items ?? null,
    more: current !== null && current.next !== null,
    problem,
    retry: () => setTries(now => now + 1),
    loadMore: () => setWanted({ key, pages: pages + 1 }),
  };
};
