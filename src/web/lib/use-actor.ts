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

/** A header carries Latin-1 only; anything beyond would make fetch throw. */
export const canBeSent = (name: string): boolean =>
  [...name].every(letter => letter >= ' ' && letter.charCodeAt(0) <= 0xff && letter !== '\x7f');
