import { useCallback, useEffect, useState } from 'react';
import type { Place } from './place-type.ts';
import { views } from './views.ts';

export { laneOf, type Place } from './place-type.ts';

const names = [
  ...(['program', 'riskProgram', 'severity', 'state', 'owner', 'tier', 'site', 'tag'] as const),
  ...(['snoozed', 'item', 'patient'] as const),
] as const;

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

/** Takes everything out of the address, which is somebody else's. */
export const forgetPlace = (): void => window.history.replaceState(null, '', '#');

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
