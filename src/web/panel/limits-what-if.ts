import { useEffect, useState } from 'react';
import type { WhatIfBody } from '../../contract/what-if.ts';
import { type Problem, send } from '../lib/api.ts';
import type { LimitValue } from './limits-value.ts';

const restMs = 400;

export type WhatIf =
  | { readonly is: 'idle' | 'asking' }
  | { readonly is: 'told'; readonly body: WhatIfBody }
  | { readonly is: 'failed'; readonly problem: Problem; readonly retry: () => void };

type Told =
  | { readonly of: string; readonly body: WhatIfBody }
  | { readonly of: string; readonly problem: Problem };

/** What a value would have meant, asked once the typing rests; what was asked before is given up. Null: nothing is asked. */
export const useWhatIf = (patientId: string, key: string, value: LimitValue | null): WhatIf => {
  const [told, setTold] = useState<Told | null>(null);
  const [tries, setTries] = useState(0);
  const asked = value === null ? '' : JSON.stringify({ key, value, days: 90 });
  // biome-ignore lint/correctness/useExhaustiveDependencies: `tries` asks the same again
  useEffect(() => {
    setTold(null);
    if (asked === '') return;
    const stop = new AbortController();
    const timer = window.setTimeout(() => {
      const path = `patients/${encodeURIComponent(patientId)}/limits/what-if`;
      const body = JSON.parse(asked) as object;
      void send<WhatIfBody>({ method: 'POST', path, body }, stop.signal).then(result => {
        if (stop.signal.aborted) return;
        setTold(result.ok ? { of: asked, body: result.value } : { of: asked, problem: result.problem });
      });
    }, restMs);
    return () => {
      window.clearTimeout(timer);
      stop.abort();
    };
  }, [asked, patientId, tries]);
  if (asked === '') return { is: 'idle' };
  if (told?.of !== asked) return { is: 'asking' };
  if ('body' in told) return { is: 'told', body: told.body };
  return { is: 'failed', problem: told.problem, retry: () => setTries(now => now + 1) };
};
