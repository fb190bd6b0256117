import { useState } from 'react';
import { actorName, keepActorName } from './actor-name.ts';

export type Actor = { readonly name: string; readonly setName: (name: string) => void };

/** Who acts, for this browser tab only; sign-in will replace it. */
export const useActor = (): Actor => {
  const [name, set] = useState(actorName);
  const setName = (next: string) => {
    keepActorName(next);
    set(next);
  };
  return { name, setName };
};
