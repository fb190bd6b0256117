import { useState } from 'react';

const key = 'vigil-actor';

export type Actor = { readonly name: string; readonly setName: (name: string) => void };

/** Who acts, for this browser tab only; sign-in will replace it. */
export const useActor = (): Actor => {
  const [name, set] = useState(() => window.sessionStorage.getItem(key) ?? '');
  const setName = (next: string) => {
    window.sessionStorage.setItem(key, next);
    set(next);
  };
  return { name, setName };
};
