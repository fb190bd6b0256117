import { useEffect, useState } from 'react';
import type { Problem } from '../lib/api.ts';
import { readTimeline } from '../panel/timeline-read.ts';
import { type Intervention, interventionKinds, interventionsOf } from './marks.ts';

const pageSize = 200;
const maxPages = 5;
const none: readonly Intervention[] = [];

type Held = { readonly key: string; readonly interventions: readonly Intervention[] };

const load = (patientId: string, from: number, signal: AbortSignal) =>
  readTimeline(
    patientId,
    { kinds: interventionKinds.join(','), limit: pageSize },
    (items, pages) => pages >= maxPages || Date.parse(items.at(-1)?.at ?? '') < from,
    signal,
  );

/** What was done for a patient in the last days; the charts stand without it until it is here. */
export const useInterventions = (patientId: string, days: number, from: number | null, turn: number) => {
  const [held, setHeld] = useState<Held | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const key = `${patientId} ${days}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `from` moves on with each look; `turn` asks again
  useEffect(() => {
    if (from === null) return;
    const stop = new AbortController();
    void load(patientId, from, stop.signal).then(result => {
      if (stop.signal.aborted) return;
      setProblem(result.ok ? null : result.problem);
      if (result.ok) setHeld({ key, interventions: interventionsOf(result.value.items) });
    });
    return () => stop.abort();
  }, [patientId, days, from === null, turn]);
  const isHere = held?.key === key;
  return { interventions: isHere ? held.interventions : none, isHere, problem };
};
