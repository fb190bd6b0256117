import { and, eq, lt, or, type SQL } from 'drizzle-orm';
import type { Clock } from '../clock.ts';
import type { Store } from './open.ts';
import { oneAtATime } from './writer.ts';

/** A duty that only one process does at a time. */
export const duties = ['attendance', 'webhooks', 'scoring', 'backtests'] as const;
export type Duty = (typeof duties)[number];

export type Claims = {
  /** Takes a duty and keeps it until it is given back; false while another process has it. */
  readonly mine: (duty: Duty) => Promise<boolean>;
  /** Gives one duty back, so that another process need not wait for it to lapse. */
  readonly release: (duty: Duty) => Promise<void>;
  /** Gives all back and takes none any more. */
  readonly stop: () => Promise<void>;
};

/** How long a duty stays with a process that says nothing more. */
export const lapseMs = 30_000;

type Deps = {
  readonly store: Pick<Store, 'db' | 't' | 'writeShared' | 'dialect'>;
  readonly clock: Clock;
  readonly holder: string;
  readonly onError: (error: unknown) => void;
};

const alone: Claims = { mine: async () => true, release: async () => {}, stop: async () => {} };

/** Duties are rows with an end: no process leads, and one that died is replaced when its rows lapse. */
export const createClaims = ({ store, clock, holder, onError }: Deps): Claims => {
  // one process holds the folder, and all duties with it
  if (store.dialect === 'sqlite') return alone;
  const { db, t, writeShared } = store;
  const held = new Map<Duty, number>();
  // what is given back while it is being taken or renewed is given back after that
  const inTurn = oneAtATime(work => Promise.resolve(work()));
  let stopped = false;
  let cancel = () => {};

  const take = async (duty: Duty): Promise<boolean> => {
    const now = clock.now();
    const until = now + lapseMs;
    const free = or(eq(t.claim.holder, holder), lt(t.claim.until, now)) as SQL;
    const taken = await writeShared(() =>
      db
        .insert(t.claim)
        .values({ duty, holder, until })
        .onConflictDoUpdate({ target: t.claim.duty, set: { holder, until }, setWhere: free })
        .returning({ duty: t.claim.duty }),
    );
    if (taken.length > 0) held.set(duty, until);
    else held.delete(duty);
    return taken.length > 0;
  };

  const renew = async (): Promise<void> => {
    for (const duty of [...held.keys()]) {
      await inTurn(() => held.has(duty) && take(duty)).catch(onError);
    }
    if (!stopped) cancel = clock.after(lapseMs / 3, () => void renew());
  };
  cancel = clock.after(lapseMs / 3, () => void renew());

  const drop = (which: SQL | undefined) =>
    writeShared(() => db.delete(t.claim).where(and(eq(t.claim.holder, holder), which)));

  return {
    mine: duty =>
      inTurn(() => {
        if (stopped) return false;
        return (held.get(duty) ?? 0) > clock.now() + lapseMs / 3 || take(duty);
      }),
    release: duty =>
      inTurn(async () => {
        if (held.delete(duty)) await drop(eq(t.claim.duty, duty));
      }),
    stop: () => {
      stopped = true;
      cancel();
      return inTurn(async () => {
        held.clear();
        await drop(undefined);
      });
    },
  };
};
