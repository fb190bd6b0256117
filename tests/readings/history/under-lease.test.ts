import { expect, test } from 'vitest';
import { heldClock } from '../../../src/clock.ts';
import { leaseMs } from '../../../src/readings/history/in-hand.ts';
import { type Influx, longestCallMs } from '../../../src/readings/history/influx.ts';
import { underLease } from '../../../src/readings/history/under-lease.ts';

const takenAt = Date.parse('2026-11-23T12:00:00Z');
const untilRenewedMs = leaseMs - longestCallMs;

/** Notes what was called, each call taking `callMs`; renews as long as it is not `lost`. */
const started = () => {
  const clock = heldClock(takenAt);
  const said: string[] = [];
  const state = { lost: false, callMs: 0 };
  const call = (what: string) => {
    said.push(what);
    clock.set(clock.now() + state.callMs);
  };
  const influx: Influx = {
    database: 'vigil',
    write: () => {
      call('write');
      return Promise.resolve({ is: 'written' });
    },
    ask: () => {
      call('ask');
      return Promise.resolve([]);
    },
  };
  const renew = () => {
    said.push('renew');
    return Promise.resolve(!state.lost);
  };
  const passes = (ms: number) => clock.set(clock.now() + ms);
  return { held: underLease({ influx, clock, takenAt, renew }), said, state, passes };
};

test('a lease is longer than a call, and no call begins that may outlast it', async () => {
  expect(untilRenewedMs).toBeGreaterThan(0);
  const { held, said, passes } = started();
  passes(untilRenewedMs);
  await held.write([]);
  passes(1);
  await held.ask([]);
  await held.write([]);
  expect(said).toEqual(['write', 'renew', 'ask', 'write']);
});

test('a batch of many calls, each as long as can be, keeps its lease', async () => {
  const { held, said, state } = started();
  state.callMs = longestCallMs;
  for (let i = 0; i < 10; i += 1) await held.write([]);
  expect(said.filter(what => what === 'renew')).toHaveLength(9);
});

test('what another took over while this one stood still is not written', async () => {
  const { held, said, state, passes } = started();
  passes(10 * leaseMs);
  state.lost = true;
  await expect(held.write([])).rejects.toMatchObject({ code: 'not-ready' });
  await expect(held.ask([])).rejects.toMatchObject({ code: 'not-ready' });
  expect(said).toEqual(['renew', 'renew']);
});

test('one that stood still in the middle of a call goes on: it may have undone what another wrote', async () => {
  const { held, said, state } = started();
  [state.lost, state.callMs] = [true, 10 * leaseMs];
  await held.ask([]);
  await held.write([]);
  expect(said).toEqual(['ask', 'renew', 'write']);
});

test('so does one that stood still before a call without its clock having told, until it is left to it again', async () => {
  const { held, said, state, passes } = started();
  state.lost = true;
  await held.write([]);
  passes(10 * leaseMs);
  await held.write([]);
  state.lost = false;
  passes(10 * leaseMs);
  await held.write([]);
  passes(10 * leaseMs);
  expect(said).toEqual(['write', 'renew', 'write', 'renew', 'write']);
});

test('a clock that was set back renews', async () => {
  const said: string[] = [];
  const renew = () => Promise.resolve(said.push('renew') > 0);
  const write = () => Promise.resolve({ is: 'written' } as const);
  const influx: Influx = { database: 'vigil', write, ask: () => Promise.resolve([]) };
  const held = underLease({ influx, clock: { now: () => takenAt - 1 }, takenAt, renew });
  await held.write([]);
  await held.write([]);
  expect([said, held.database]).toEqual([['renew'], 'vigil']);
});
