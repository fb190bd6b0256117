import { useRef, useState } from 'react';
import type { Guess } from './guess.ts';

/** Older ones are long answered. */
const most = 50;

export type Guesses = {
  readonly shown: readonly Guess[];
  readonly nextId: () => number;
  readonly add: (guess: Guess) => void;
  /** the server has it: shown until the line itself says so */
  readonly settle: (id: number, version: number) => void;
  readonly drop: (isDropped: (guess: Guess) => boolean) => void;
};

/** What is shown of deeds whose answer is not here yet. */
export const useGuesses = (): Guesses => {
  const [shown, setShown] = useState<readonly Guess[]>([]);
  const lastId = useRef(0);
  return {
    shown,
    nextId: () => {
      lastId.current += 1;
      return lastId.current;
    },
    add: guess => setShown(now => [...now, guess].slice(-most)),
    settle: (id, version) =>
      setShown(now => now.map(guess => (guess.id === id ? { ...guess, version } : guess))),
    drop: isDropped => setShown(now => now.filter(guess => !isDropped(guess))),
  };
};
