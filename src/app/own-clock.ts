import { type ClockGuard, type ClockGuardDeps, startClockGuard } from '../clock-guard.ts';
import type { Store } from '../db/open.ts';

const unguarded: ClockGuard = { wrong: () => null, shared: at => at, whileWrong: () => {}, stop: () => {} };

type Deps = Omit<ClockGuardDeps, 'ask'> & { readonly store: Pick<Store, 'dialect' | 'readerSql'> };

/** Guards the clock of one of several processes by that of their database; of one process alone nothing is compared. */
export const guardOwnClock = (
  { store: { dialect, readerSql }, ...deps }: Deps,
  isAsked: boolean,
): Promise<ClockGuard> => {
  if (!isAsked || dialect === 'sqlite') return Promise.resolve(unguarded);
  const theirs = readerSql.prepare<[], number>('SELECT extract(epoch FROM clock_timestamp()) * 1000').pluck();
  return startClockGuard({
    ...deps,
    ask: async () => {
      const at = await theirs.get();
      if (at === undefined) throw new Error('the database told no time');
      return at;
    },
  });
};
