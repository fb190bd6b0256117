import { useCallback, useEffect, useState } from 'react';
import { type Lane, lanes } from '../../domain/alert.ts';

export const views = [...lanes, 'risk', 'whose', 'suspect', 'rejected'] as const;
export type View = (typeof views)[number];

/** What the address bar holds: filters and opaque ids, never anything about a patient. */
export type Place = {
  readonly view: View;
  readonly program: string;
  /** whose ranking is shown; the worklist keeps its own filter */
  readonly riskProgram: string;
  readonly severity: string;
  /** `open`, `acknowledged`, or `awaiting` a provider */
  readonly state: string;
  /** `mine`, or `nobody` */
  readonly owner: string;
  /** `only`, or `shown` among the others */
  readonly snoozed: string;
  readonly item: string;
  /** the open patient where no line was chosen */
  readonly patient: string;
};

const names = ['program', 'riskProgram', 'severity', 'state', 'owner', 'snoozed', 'item', 'patient'] as const;

/** The lane a view shows; null where it is no part of the worklist. */
export const laneOf = (view: View): Lane | null => lanes.find(lane => lane === view) ?? null;

const read = (): Place => {
  const params = new URLSearchParams(window.location.hash.slice(1));
  const values = Object.fromEntries(names.map(name => [name, params.get(name) ?? '']));
  const view = views.find(each => each === params.get('view')) ?? 'clinical';
  return { ...(values as Record<(typeof names)[number], string>), view };
};

const write = (place: Place): void => {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(place)) if (value !== '') params.set(name, value);
  window.history.replaceState(null, '', `#${params.toString()}`);
};

export const usePlace = (): [Place, (change: Partial<Place>) => void] => {
  const [place, setPlace] = useState(read);
  useEffect(() => {
    const onHash = () => setPlace(read());
    window.addEventListener('hashchange', onHash);
    return () => window.removeEventListener('hashchange', onHash);
  }, []);
  const go = useCallback((change: Partial<Place>) => {
    const next = { ...read(), ...change };
    write(next);
    setPlace(next);
  }, []);
  return [place, go];
};
