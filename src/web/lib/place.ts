import { useCallback, useEffect, useState } from 'react';

export const lanes = ['clinical', 'technical'] as const;
export type Lane = (typeof lanes)[number];

/** What the address bar holds: filters and opaque ids, never anything about a patient. */
export type Place = {
  readonly lane: Lane;
  readonly program: string;
  readonly severity: string;
  readonly state: string;
  readonly item: string;
};

const read = (): Place => {
  const params = new URLSearchParams(window.location.hash.slice(1));
  const of = (name: string) => params.get(name) ?? '';
  return {
    lane: of('lane') === 'technical' ? 'technical' : 'clinical',
    program: of('program'),
    severity: of('severity'),
    state: of('state'),
    item: of('item'),
  };
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
