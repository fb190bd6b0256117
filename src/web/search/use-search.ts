import { useEffect, useState } from 'react';
import type { PatientSummaryBody } from '../../contract/patients.ts';
import { type PageOf, type Problem, send } from '../lib/api.ts';

const waitMs = 150;
const shortest = 2;

type Found = {
  readonly q: string;
  readonly items: readonly PatientSummaryBody[];
  readonly more: boolean;
  readonly problem: Problem | null;
};

/** Patients whose name, id or phone holds the text: asked in a body, since no name belongs in an address. */
export const useSearch = (typed: string): Found | null => {
  const [found, setFound] = useState<Found | null>(null);
  const q = typed.trim();
  useEffect(() => {
    if (q.length < shortest) return setFound(null);
    const stop = new AbortController();
    const ask = async () => {
      const change = { method: 'POST', path: 'patients/search', body: { q, limit: 20 } } as const;
      const result = await send<PageOf<PatientSummaryBody>>(change, stop.signal);
      if (stop.signal.aborted) return;
      setFound(
        result.ok
          ? { q, items: result.value.items, more: result.value.next !== null, problem: null }
          : { q, items: [], more: false, problem: result.problem },
      );
    };
    const timer = window.setTimeout(() => void ask(), waitMs);
    return () => {
      window.clearTimeout(timer);
      stop.abort();
    };
  }, [q]);
  return found;
};
