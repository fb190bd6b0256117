import { describe, expect, test } from 'vitest';
import { type Clock, heldClock } from '../src/clock.ts';
import { type Look, skewMs, standingOf, startClockGuard } from '../src/clock-guard.ts';
import { type Log, silentLog } from '../src/log.ts';
import { createMetrics } from '../src/metrics.ts';

describe('how far a clock is off', () => {
  test.each<[string, Look, number]>([
    ['equal, answered at once', { askedAt: 1_000, theirs: 1_000, answeredAt: 1_000 }, 0],
    ['ahead', { askedAt: 9_000, theirs: 1_000, answeredAt: 9_000 }, 8_000],
    ['behind', { askedAt: 1_000, theirs: 9_000, answeredAt: 1_000 }, -8_000],
    ['the way takes as long there as back', { askedAt: 1_000, theirs: 1_200, answeredAt: 1_400 }, 0],
    ['a slow answer may account for all of it', { askedAt: 1_000, theirs: 1_000, answeredAt: 9_000 }, 0],
    ['and for some of it', { askedAt: 31_000, theirs: 1_000, answeredAt: 33_000 }, 30_000],
  ])('%s', (_, look, expected) => {
    expect(skewMs(look)).toBe(expected);
  });

  test.each([
    [0, 'right'],
    [2_000, 'right'],
    [2_001, 'off'],
    [-2_001, 'off'],
    [10_000, 'off'],
    [10_001, 'held'],
    [-3_600_000, 'held'],
  ] as const)('%d ms: %s', (aheadMs, standing) => {
    expect(standingOf(aheadMs)).toBe(standing);
  });
});

const start = 1_800_000_000_000;
const minuteMs = 60_000;

const guarded = async (firstAheadMs: number) => {
  const clock = heldClock(start);
  const metrics = createMetrics();
  const told: string[] = [];
  const note = (level: string) => (event: string) => void told.push(`${level} ${event}`);
  const log: Log = { info: note('info'), warn: note('warn'), error: note('error') };
  let aheadMs: number | null = firstAheadMs;
  const ask = () =>
    aheadMs === null ? Promise.reject(new Error('no answer')) : Promise.resolve(clock.now() - aheadMs);
  const guard = await startClockGuard({ clock, ask, log, metrics });
  let held = 0;
  guard.whileWrong(() => {
    held += 1;
    return () => {
      held -= 1;
    };
  });
  const afterAMinute = async (nextMs: number | null): Promise<void> => {
    aheadMs = nextMs;
    clock.set(clock.now() + minuteMs);
    await new Promise(setImmediate);
  };
  return { guard, metrics, told, held: () => held, afterAMinute };
};

describe('the guard of a clock', () => {
  test('says nothing of a clock that is right', async () => {
    const { guard, told, held } = await guarded(400);
    expect([guard.wrong(), told, held()]).toEqual([null, [], 0]);
  });

  test('warns once of one that is a little off, and goes on', async () => {
    const { guard, told, held, afterAMinute, metrics } = await guarded(3_000);
    await afterAMinute(4_000);
    expect([guard.wrong(), told, held()]).toEqual([null, ['warn clock-off'], 0]);
    expect(await metrics.render()).toContain('vigil_clock_skew_seconds 4');
  });

  test('holds what goes by it while it is far off, from the start, and lets go by itself', async () => {
    const { guard, told, held, afterAMinute } = await guarded(-90_000);
    expect(guard.wrong()).toBe("the clock of this machine is 90 s behind the database's");
    expect(held()).toBe(1);
    expect(guard.shared(start)).toBe(start + 90_000);
    await afterAMinute(-80_000);
    expect(held()).toBe(1);
    expect(guard.shared(start)).toBe(start + 80_000);
    await afterAMinute(100);
    expect([guard.wrong(), held(), guard.shared(start)]).toEqual([null, 0, start]);
    expect(told).toEqual(['error clock-wrong', 'info clock-right']);
  });

  test('holds again when the clock is set wrong later', async () => {
    const { guard, held, afterAMinute } = await guarded(0);
    await afterAMinute(3_600_000);
    expect(guard.wrong()).toContain('3600 s ahead of');
    expect(held()).toBe(1);
  });

  test('stands as it stood while the database does not answer', async () => {
    const { guard, held, told, afterAMinute } = await guarded(-90_000);
    await afterAMinute(null);
    expect(held()).toBe(1);
    await afterAMinute(0);
    expect([guard.wrong(), held()]).toEqual([null, 0]);
    expect(told).toEqual(['error clock-wrong', 'warn clock-not-compared', 'info clock-right']);
  });

  test('lets go within seconds of a clock that is set right, however long it was ahead', async () => {
    const time = heldClock(start);
    let aheadMs = 3_600_000;
    const clock: Clock = { ...time, now: () => time.now() + aheadMs };
    const ask = () => Promise.resolve(time.now());
    const guard = await startClockGuard({ clock, ask, log: silentLog, metrics: createMetrics() });
    expect(guard.shared(clock.now())).toBe(start);
    aheadMs = 0;
    time.set(start + 5_000);
    await new Promise(setImmediate);
    expect([guard.wrong(), guard.shared(start)]).toEqual([null, start]);
  });

  test('says once that it could not compare, until it can again', async () => {
    const { told, afterAMinute } = await guarded(0);
    for (const aheadMs of [null, null, 0, null]) await afterAMinute(aheadMs);
    expect(told).toEqual(['warn clock-not-compared', 'warn clock-not-compared']);
  });

  test('looks no more once it is stopped', async () => {
    const { guard, held, afterAMinute } = await guarded(0);
    guard.stop();
    await afterAMinute(90_000);
    expect(held()).toBe(0);
  });
});
