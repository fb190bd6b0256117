import { describe, expect, test } from 'vitest';
import { keepPartitions } from '../../src/db/partitions.ts';
import type { Store } from '../../src/db/store.ts';
import { dayMs } from '../../src/domain/local-day.ts';
import { silentLog } from '../../src/log.ts';
import { createForward } from '../../src/readings/history/forward.ts';
import { pruneOnce } from '../../src/readings/history/hot-window.ts';
import type { Influx } from '../../src/readings/history/influx.ts';
import { prepareInflux } from '../../src/readings/history/prepare-influx.ts';
import { type Verdict, verifyHistory } from '../../src/readings/history/verify.ts';
import { eventually } from '../faults/process.ts';
import { type OpenHistory, openHistory, sharedInflux } from '../support/influx.ts';
import { ownPostgres } from '../support/own-postgres.ts';
import { influxd } from '../support/services.ts';
import { bloodPressure, iso, now } from '../support/store.ts';

const { missing, newDatabase } = ownPostgres();
const server = sharedInflux();

const minuteMs = 60_000;
const hotDays = 40;

/** Two processes on one database and one InfluxDB, which forward whenever they are told. */
const two = async () => {
  const s = await openHistory(server(), {}, await newDatabase());
  await prepareInflux(s.influx);
  const { store } = await s.another();
  const forwards = [
    createForward({ ...s, name: 'prc_a' }),
    createForward({ ...s, store, name: 'prc_b' }),
  ] as const;
  const pruning = (of: Store) => ({
    ...{ store: of, influx: s.influx, clock: s.clock, metrics: s.metrics },
    ...{ log: silentLog, hotDays },
  });
  return { ...s, other: store, forwards, pruning };
};

/** Weights of one patient, a minute apart from a number of days ago on. */
const fill = (s: OpenHistory, count: number, daysAgo: number) =>
  s.exec(
    `INSERT INTO reading (patient_id, kind, measured_at, id, received_at, arrival, mode, device_id, weight_kg, flags,
       sent_unit, sent_values)
     SELECT ?, 'weight', CAST(? AS bigint) + n * 60000, 'reading-' || n, 1, n, 'live', 'scale-1', 70 + n / 10000.0, '[]', 'kg', '{}'
     FROM generate_series(1, CAST(? AS int)) n`,
    ...[s.patientId('P1'), now - daysAgo * dayMs, count],
  );

const verdictOf = ({ store, influx }: OpenHistory): Promise<Verdict> =>
  verifyHistory({ store, influx, signal: new AbortController().signal, onProgress: () => {} });

type Forward = ReturnType<typeof createForward>;

/** Until nothing is left to take; how many entries and points it was. */
const drain = async (forward: Forward) => {
  const total = { entries: 0, written: 0 };
  for (;;) {
    const { entries, written } = await forward();
    if (entries === 0) return total;
    total.entries += entries;
    total.written += written;
  }
};

/** As if so much of the database's time had passed since what is in hand was taken. */
const pass = (s: OpenHistory, ms: number) =>
  s.exec('UPDATE history_queue SET lease_until = lease_until - CAST(? AS bigint)', ms);

const second = 1_000;

/** Waits, the first time it is about to write, until `go`. */
const heldUp = (influx: Influx) => {
  const [reached, go] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const write: Influx['write'] = async points => {
    reached.resolve();
    await go.promise;
    return influx.write(points);
  };
  return { influx: { ...influx, write }, reached: reached.promise, go: go.resolve };
};

describe.skipIf(missing || influxd().missing)('forwarding by several processes', () => {
  test('two at once share what is queued: each reading is forwarded once, none is left', async () => {
    const s = await two();
    await fill(s, 6_000, 10);
    const [a, b] = await Promise.all(s.forwards.map(forward => drain(forward)));
    expect([a?.entries, b?.entries]).not.toContain(0);
    expect((a?.entries ?? 0) + (b?.entries ?? 0)).toBe(6_000);
    expect((a?.written ?? 0) + (b?.written ?? 0)).toBe(6_000);
    expect(await s.queued()).toBe(0);
    expect(await verdictOf(s)).toMatchObject({ ok: true, stored: 6_000, influx: 6_000, waiting: 0 });
  }, 60_000);

  test('readings that change and go meanwhile stand there as they are stored in the end', async () => {
    const s = await two();
    await fill(s, 1_000, 10);
    // InfluxDB before 1.8 may lose a DELETE beside the first points of a series (docs/influxdb.md)
    await drain(s.forwards[0]);
    let over = false;
    const changing = (async () => {
      for (let n = 1; n <= 40; n += 1) {
        await s.exec('UPDATE reading SET weight_kg = weight_kg + 1 WHERE arrival % 40 = ?', n % 40);
        await s.exec('DELETE FROM reading WHERE arrival = ?', n * 20);
      }
      over = true;
    })();
    const until = async (forward: Forward) => {
      do await drain(forward);
      while (!over);
    };
    await Promise.all([changing, ...s.forwards.map(until)]);
    await drain(s.forwards[0]);
    expect(await s.queued()).toBe(0);
    expect(await verdictOf(s)).toMatchObject({ ok: true, stored: 960, influx: 960 });
  }, 60_000);

  test('one that writes late what has changed since, writes it again', async () => {
    const s = await two();
    await fill(s, 2, 1);
    const late = heldUp(s.influx);
    const slow = createForward({ ...s, influx: late.influx, name: 'prc_late' })();
    await late.reached;
    await s.exec('UPDATE reading SET weight_kg = 99 WHERE arrival = 1');
    await s.exec('DELETE FROM reading WHERE arrival = 2');
    await drain(s.forwards[1]);
    late.go();
    await slow;
    expect((await s.points(s.patientId('P1'))).map(r => 'weightKg' in r && r.weightKg)).toEqual([99]);
    expect(await s.queued()).toBe(0);
  });

  test('an entry that is committed after later ones were forwarded is not passed over', async () => {
    const s = await two();
    const [begun, go] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    await fill(s, 1, 2);
    const update = s.other.sql.prepare('UPDATE reading SET weight_kg = 88 WHERE arrival = 1');
    const slow = s.other.writeShared(async () => {
      await update.run();
      begun.resolve();
      await go.promise;
    });
    await begun.promise;
    await s.send({ payload: bloodPressure(iso(now - minuteMs)) });
    expect((await drain(s.forwards[0])).entries).toBe(2);
    go.resolve();
    await slow;
    expect((await drain(s.forwards[0])).entries).toBe(1);
    expect(await s.points(s.patientId('P1'))).toEqual(await s.stored(s.patientId('P1')));
  });

  test('what a killed process had in hand is left to it for a minute; the rest goes on at once', async () => {
    const s = await two();
    await fill(s, 3_000, 10);
    const killed = heldUp(s.influx);
    void createForward({ ...s, influx: killed.influx, name: 'prc_killed' })();
    await killed.reached;
    expect((await drain(s.forwards[1])).entries).toBe(500);
    await pass(s, 30 * second);
    expect((await drain(s.forwards[1])).entries).toBe(0);
    expect(await s.queued()).toBe(2_500);
    await pass(s, 30 * second);
    expect((await drain(s.forwards[1])).entries).toBe(2_500);
    expect(await verdictOf(s)).toMatchObject({ ok: true, stored: 3_000, influx: 3_000, waiting: 0 });
  }, 60_000);

  test('what is long in work stays in the hand that it is in', async () => {
    const s = await two();
    await fill(s, 10, 10);
    const [slow, then] = [heldUp(s.influx), heldUp(s.influx)];
    // it writes the readings, and asks for the rollups of their day
    const ask: Influx['ask'] = async statements => {
      await then.influx.write([]);
      return s.influx.ask(statements);
    };
    const clock = { now: () => now };
    const influx = { ...slow.influx, ask };
    const forwarding = createForward({ ...s, influx, clock, name: 'prc_slow' })();
    await slow.reached;
    clock.now = () => now + 30 * second;
    await pass(s, 30 * second);
    slow.go();
    await then.reached;
    await pass(s, 35 * second);
    expect((await drain(s.forwards[1])).entries).toBe(0);
    then.go();
    expect((await forwarding).entries).toBe(10);
    expect(await verdictOf(s)).toMatchObject({ ok: true, stored: 10, influx: 10, waiting: 0 });
  });

  test.each(['as it is stored', 'as it was, since it has changed meanwhile', 'though it was taken away'])(
    'one that stood still until another had taken over, and then writes late %s, leaves what is stored',
    async how => {
      const s = await two();
      await fill(s, 2, 1);
      const late = heldUp(s.influx);
      const clock = { now: () => now };
      const slow = createForward({ ...s, influx: late.influx, clock, name: 'prc_late' })();
      await late.reached;
      await pass(s, 61 * second);
      clock.now = () => now + 61 * second;
      if (how.startsWith('as it was')) await s.exec('UPDATE reading SET weight_kg = 99 WHERE arrival = 1');
      if (how.startsWith('though')) await s.exec('DELETE FROM reading WHERE arrival = 1');
      expect((await drain(s.forwards[1])).entries).toBeGreaterThan(1);
      expect(await s.queued()).toBe(0);
      late.go();
      await slow;
      expect(await s.points(s.patientId('P1'))).toEqual(await s.stored(s.patientId('P1')));
    },
  );

  test('what could not be given back of an earlier share is not forgotten with a later one', async () => {
    const s = await two();
    await fill(s, 3, 1);
    const away: Influx['write'] = () => Promise.reject(new Error('away'));
    let state: 'up' | 'half' | 'away' = 'up';
    const store: Store = {
      ...s.store,
      // it takes, and is away when it would give back
      writeShared: work => {
        if (state === 'away') return Promise.reject(new Error('the store is away'));
        if (state === 'half') state = 'away';
        return s.store.writeShared(work);
      },
    };
    let write = away;
    const influx: Influx = { ...s.influx, write: points => write(points) };
    const forward = createForward({ ...s, store, influx, name: 'prc_a' });
    state = 'half';
    await expect(forward()).rejects.toThrow('away');
    [state, write] = ['up', s.influx.write];
    // what is committed late has the first number of all, and what comes now the last
    await s.exec('UPDATE history_queue SET lease = NULL WHERE id = (SELECT min(id) FROM history_queue)');
    await s.exec('UPDATE reading SET weight_kg = 99 WHERE arrival = 3');
    expect((await drain(forward)).entries).toBe(2);
    expect(await s.queued()).toBe(2);
    await pass(s, 61 * second);
    expect((await drain(forward)).entries).toBe(2);
    expect(await s.points(s.patientId('P1'))).toEqual(await s.stored(s.patientId('P1')));
  });
});

const partitionsOf = async (s: OpenHistory): Promise<Readonly<Record<string, number>>> =>
  Object.fromEntries(
    await s.store.readerSql
      .prepare<[], [string, number]>('SELECT tableoid::regclass::text, count(*) FROM reading GROUP BY 1')
      .raw()
      .all(),
  );

const makeMonths = async (s: OpenHistory): Promise<void> => {
  const stop = await keepPartitions(s.store, s.clock);
  stop();
};

const pressures = async (s: OpenHistory, days: readonly number[]): Promise<void> => {
  for (const ago of days) await s.send({ payload: bloodPressure(iso(now - ago * dayMs)), mode: 'history' });
};

/** Stops, once it has seen that nothing of a patient waits, until `go`. */
const stopsAfterLook = (store: Store) => {
  const [looked, go] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const prepare: Store['sql']['prepare'] = (text, gather) => {
    const statement = store.sql.prepare<never, never>(text, gather);
    if (!text.startsWith('SELECT 1 FROM history_queue')) return statement as never;
    const get = async (...bind: never) => {
      const found = await statement.get(...bind);
      looked.resolve();
      await go.promise;
      return found;
    };
    return { ...statement, get } as never;
  };
  return { store: { ...store, sql: { ...store.sql, prepare } }, looked: looked.promise, go: go.resolve };
};

// the server is that of other tests too
const somebodyWaitsSql = `SELECT 1 FROM pg_locks JOIN pg_stat_activity USING (pid)
  WHERE NOT granted AND datname = current_database()`;

const somebodyWaits = (s: OpenHistory) =>
  eventually(async () => {
    const waiting = s.store.readerSql.prepare(somebodyWaitsSql).get();
    return (await waiting) === undefined ? undefined : true;
  });

describe.skipIf(missing || influxd().missing)('pruning by several processes', () => {
  test('takes what is forwarded and older, in every month, once, and queues nothing', async () => {
    const s = await two();
    await makeMonths(s);
    await pressures(s, [900, 500, 90, 60, 45, 41, 39, 10, 1]);
    await drain(s.forwards[0]);
    await s.send({
      ...{ device: 'meter-2', channel: 'glucose', mode: 'history' },
      payload: { measuredAt: iso(now - 90 * dayMs), value: 101, unit: 'mg/dL' },
    });
    const all = await s.stored(s.patientId('P1'));
    expect(await partitionsOf(s)).toEqual({
      ...{ reading_elsewhere: 2, reading_2026_08: 2, reading_2026_09: 1 },
      ...{ reading_2026_10: 3, reading_2026_11: 2 },
    });
    const done = await Promise.all([s.store, s.other].map(store => pruneOnce(s.pruning(store))));
    expect(done.reduce((sum, one) => sum + one.pruned, 0)).toBe(6);
    expect(await partitionsOf(s)).toEqual({ reading_2026_08: 1, reading_2026_10: 1, reading_2026_11: 2 });
    expect((await s.rows('history_queue')).map(row => [row.op, row.kind])).toEqual([['put', 'glucose']]);
    expect(await s.points(s.patientId('P1'))).toEqual(all);
    expect(await verdictOf(s)).toMatchObject({ ok: true, stored: 3, influx: 9, waiting: 1 });
  });

  test('a month that is made takes its readings over, and nothing of it is queued', async () => {
    const s = await two();
    await pressures(s, [30, 1]);
    await drain(s.forwards[0]);
    expect(await partitionsOf(s)).toEqual({ reading_elsewhere: 2 });
    await makeMonths(s);
    expect(await partitionsOf(s)).toEqual({ reading_2026_10: 1, reading_2026_11: 1 });
    expect(await s.rows('history_queue')).toEqual([]);
    await s.exec('DELETE FROM reading WHERE measured_at < ?', now - 20 * dayMs);
    expect((await s.rows('history_queue')).map(row => row.op)).toEqual(['gone']);
  });

  test('what comes late beside a reading while it is pruned does not take it away from InfluxDB', async () => {
    const s = await two();
    const third = await s.another();
    await pressures(s, [90, 1]);
    await drain(s.forwards[0]);
    const pruner = stopsAfterLook(s.store);
    const pruning = pruneOnce(s.pruning(pruner.store));
    await pruner.looked;
    const late = {
      payload: bloodPressure(iso(now - 90 * dayMs), { systolic: 143 }),
      mode: 'history',
    } as const;
    const sent = third.send(late);
    await Promise.race([sent, somebodyWaits(s)]);
    const slow = heldUp(s.influx);
    const forwarding = createForward({ ...s, store: s.other, influx: slow.influx, name: 'prc_slow' })();
    await Promise.race([slow.reached, forwarding]);
    pruner.go();
    expect(await pruning).toMatchObject({ pruned: 1 });
    slow.go();
    await Promise.all([forwarding, sent]);
    await drain(s.forwards[0]);
    const points = await s.points(s.patientId('P1'));
    expect(points.map(r => 'systolicMmHg' in r && r.systolicMmHg).sort()).toEqual([142, 142, 143]);
  });

  test('one that ends in the middle of a patient has pruned nothing of them and queued nothing, and the next one does it', async () => {
    const s = await two();
    await pressures(s, [90, 80, 1]);
    await drain(s.forwards[0]);
    const all = await s.stored(s.patientId('P1'));
    const pruner = stopsAfterLook(s.other);
    const pruning = pruneOnce(s.pruning(pruner.store));
    pruning.catch(() => undefined);
    await pruner.looked;
    await s.store.readerSql
      .prepare(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE datname = current_database() AND state = 'idle in transaction'`,
      )
      .get();
    pruner.go();
    await expect(pruning).rejects.toThrow();
    expect(await s.stored(s.patientId('P1'))).toEqual(all);
    expect(await s.rows('history_state')).toEqual([{ name: 'queued-since', at: now }]);
    expect(await pruneOnce(s.pruning(s.store))).toMatchObject({ pruned: 2 });
    expect(await s.queued()).toBe(0);
    expect(await s.points(s.patientId('P1'))).toEqual(all);
  });
});
