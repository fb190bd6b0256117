import { minuteMs } from '../domain/local-day.ts';

/** OWASP ASVS 2.2: guessing is slowed down, and nobody is locked out for long by somebody else's guesses. */
const freeTries = 5;
const firstWaitMs = minuteMs / 2;
const longestWaitMs = 15 * minuteMs;

/** How long nothing is tried after so many wrong passwords in a row: none, then 30 s doubling to 15 min. */
export const waitAfter = (failures: number): number =>
  failures < freeTries ? 0 : Math.min(longestWaitMs, firstWaitMs * 2 ** (failures - freeTries));

export type Tries = { readonly failures: number; readonly lockedUntil: number | null };

export const afterWrong = ({ failures }: Tries, now: number): Tries => {
  const wait = waitAfter(failures + 1);
  return { failures: failures + 1, lockedUntil: wait === 0 ? null : now + wait };
};

export const noTries: Tries = { failures: 0, lockedUntil: null };
