import type { Clock } from './clock.ts';
import { errorFields, type Log } from './log.ts';
import type { Metrics } from './metrics.ts';

/** Further off, an operator is told. */
export const toldFromMs = 2_000;
/** Further off, due times and duties of this process are not those of the others. */
export const heldFromMs = 10_000;
/** A clock that was set, wrong or right, is noticed within this time. */
const everyMs = 5_000;
const asks = 3;

/** One look at another clock: when ours asked, what it said, when ours had the answer. */
export type Look = { readonly askedAt: number; readonly theirs: number; readonly answeredAt: number };

/** How far ours is ahead (behind: negative) at least: what the way of the answer may account for is left off. */
export const skewMs = ({ askedAt, theirs, answeredAt }: Look): number => {
  const unsureMs = Math.abs(answeredAt - askedAt) / 2;
  const aheadMs = (askedAt + answeredAt) / 2 - theirs;
  return Math.sign(aheadMs) * Math.max(0, Math.abs(aheadMs) - unsureMs);
};

export type Standing = 'right' | 'off' | 'held';

export const standingOf = (aheadMs: number): Standing => {
  const off = Math.abs(aheadMs);
  if (off > heldFromMs) return 'held';
  return off > toldFromMs ? 'off' : 'right';
};

export type ClockGuard = {
  /** why this process must not go by its clock now; null when it may */
  readonly wrong: () => string | null;
  /** an instant of this clock, by the one that all processes share where this one must not be gone by */
  readonly shared: (at: number) => number;
  /** Calls `hold` whenever the clock is found too far off, also if it is now, and what it returns once it is right. */
  readonly whileWrong: (hold: () => () => void) => void;
  readonly stop: () => void;
};

export type ClockGuardDeps = {
  readonly clock: Clock;
  /** what the clock that all processes share says */
  readonly ask: () => Promise<number>;
  readonly log: Log;
  readonly metrics: Pick<Metrics, 'gauge'>;
};

export const clockRemedy =
  'set the clock of this machine by NTP (chrony or systemd-timesyncd); Vigil goes on by itself then';

const lookBy = async ({ clock, ask }: Pick<ClockGuardDeps, 'clock' | 'ask'>): Promise<Look> => {
  const askedAt = clock.now();
  return { askedAt, theirs: await ask(), answeredAt: clock.now() };
};

const durationOf = ({ askedAt, answeredAt }: Look): number => Math.abs(answeredAt - askedAt);

/** Of several looks the one whose answer came fastest. */
const bestLook = async (deps: Pick<ClockGuardDeps, 'clock' | 'ask'>): Promise<Look> => {
  let best = await lookBy(deps);
  for (let left = asks - 1; left > 0; left -= 1) {
    const next = await lookBy(deps);
    if (durationOf(next) < durationOf(best)) best = next;
  }
  return best;
};

/** Compares this clock with the one that all processes share, at once and every few seconds; resolves after the first time. */
export const startClockGuard = async (deps: ClockGuardDeps): Promise<ClockGuard> => {
  const { clock, log, metrics } = deps;
  let [aheadMs, standing]: [number, Standing] = [0, 'right'];
  const holds: (() => () => void)[] = [];
  let held: (() => void)[] = [];
  let [compared, stopped] = [true, false];
  let cancel = () => {};
  metrics.gauge('vigil_clock_skew_seconds', () => aheadMs / 1000);

  const take = (now: Standing): void => {
    if (now === standing) return;
    standing = now;
    for (const letGo of held) letGo();
    held = now === 'held' ? holds.map(hold => hold()) : [];
    const fields = { skewMs: Math.round(aheadMs), remedy: clockRemedy };
    if (now === 'right') log.info('clock-right', { skewMs: fields.skewMs });
    else if (now === 'off') log.warn('clock-off', fields);
    else log.error('clock-wrong', fields);
  };

  const look = async (): Promise<void> => {
    // a database that does not answer says nothing of the clock
    await bestLook(deps).then(
      found => {
        if (stopped) return;
        compared = true;
        aheadMs = skewMs(found);
        take(standingOf(aheadMs));
      },
      error => {
        if (compared) log.warn('clock-not-compared', errorFields(error));
        compared = false;
      },
    );
    if (!stopped) cancel = clock.after(everyMs, () => void look());
  };

  await look();
  return {
    whileWrong: hold => {
      holds.push(hold);
      if (standing === 'held') held.push(hold());
    },
    wrong: () => {
      if (standing !== 'held') return null;
      const seconds = Math.round(Math.abs(aheadMs) / 1000);
      return `the clock of this machine is ${seconds} s ${aheadMs > 0 ? 'ahead of' : 'behind'} the database's`;
    },
    shared: at => (standing === 'held' ? Math.round(at - aheadMs) : at),
    stop: () => {
      stopped = true;
      cancel();
    },
  };
};
