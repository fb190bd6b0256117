import { useEffect, useState } from 'react';

const tickMs = 10_000;

export const wallClock = (): number => Date.now();

/** The server's time: ours moved by what the last answer showed, renewed every ten seconds. */
export const useNow = (serverAheadMs: number): number => {
  const [at, setAt] = useState(wallClock);
  useEffect(() => {
    const timer = setInterval(() => setAt(wallClock()), tickMs);
    return () => clearInterval(timer);
  }, []);
  return at + serverAheadMs;
};
