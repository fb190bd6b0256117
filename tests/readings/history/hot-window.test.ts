import { describe, expect, test } from 'vitest';
import { dayMs, hourMs } from '../../../src/domain/local-day.ts';
import { resolveReading } from '../../../src/ingest/resolve-reading.ts';
import { silentLog } from '../../../src/log.ts';
import { backfill } from '../../../src/readings/history/backfill.ts';
import { createForward } from '../../../src/readings/history/forward.ts';
import { everything } from '../../../src/readings/history/history.ts';
import { keepHotWindow, pruneOnce } from '../../../src/readings/history/hot-window.ts';
import { type Influx, openInflux } from '../../../src/readings/history/influx.ts';
import { historyOf } from '../../../src/readings/history/influx-history.ts';
import { clearPlaces } from '../../../src/readings/history/influx-readings.ts';
import { nanosecondOf } from '../../../src/readings/history/point.ts';
import { dropQueue } from '../../../src/readings/history/triggers.ts';
import { type OpenHistory, openHistory, sharedInflux } from '../../support/influx.ts';
import { influxd } from '../../support/services.ts';
import { bloodPressure, iso, now } from '../../support/store.ts';

const server = sharedInflux();

const hotDays = 40;
const ago = (days: number) => iso(now - days * dayMs);

const open = async () => {
  const s = await openHistory(server());
  const forwarder = s.forwarder();
  const deps = {
    store: s.store,
    influx: s.influx,
    clock: s.clock,
    metrics: s.metrics,
    log: silentLog,
    hotDays,
  };
  const pressure = (days: number, over = {}) => s.send({ payload: bloodPressure(ago(days), over) });
  return { ...s, forwarder: () => forwarder, deps, pressure, ann: s.patientId('P1') };
};

/** How many days ago each stored reading of a patient was measured. */
const daysOf = async (s: Pick<OpenHistory, 'stored'>, patientId: string): Promise<number[]> =>
  (await s.stored(patientId)).map(r => Math.round((now - r.measuredAt) / dayMs));

describe.skipIf(influxd().missing)('the hot window', () => {
  test('leaves older readings to InfluxDB, and history still gives all', async () => {
    const s = await open();
    for (const days of [90, 60, 41, 39, 1]) await s.pressure(days);
    const all = await s.stored(s.ann);
    await s.forwarder().idle();
    expect(await pruneOnce(s.deps)).toEqual({ pruned: 3, kept: 0, patients: 0 });
    expect(await daysOf(s, s.ann)).toEqual([39, 1]);
    expect(await s.queued()).toBe(0);
    expect(await s.points(s.ann)).toEqual(all);
    const history = historyOf({ sql: s.store.readerSql, influx: s.influx });
    expect(await history.readings(s.ann, everything)).toEqual(all);
    expect(await pruneOnce(s.deps)).toEqual({ pruned: 0, kept: 0, patients: 0 });
  });

  test('without INFLUX_URL history says what it lacks instead of leaving it out', async () => {
    const s = await open();
    for (const days of [90, 1]) await s.pressure(days);
    await s.forwarder().idle();
    await pruneOnce(s.deps);
    const history = historyOf({ sql: s.store.readerSql, influx: null });
    await expect(history.readings(s.ann, everything)).rejects.toMatchObject({ code: 'not-ready' });
    const young = { ...everything, from: now - hotDays * dayMs };
    expect(await history.readings(s.ann, young)).toHaveLength(1);
  });

  test('a reading that is discarded is gone at once, also while InfluxDB still has it', async () => {
    const s = await open();
    for (const days of [90, 80, 1]) await s.pressure(days);
    await s.forwarder().idle();
    const [old] = await s.stored(s.ann);
    await pruneOnce(s.deps);
    await s.forwarder().stop();
    await s.pressure(85);
    await s.store.write(() =>
      s.store.sql.prepare('DELETE FROM reading WHERE measured_at = ?').run(now - 85 * dayMs),
    );
    const history = historyOf({ sql: s.store.readerSql, influx: s.influx });
    const found = await history.readings(s.ann, everything);
    expect(found.map(r => Math.round((now - r.measuredAt) / dayMs))).toEqual([90, 80, 1]);
    await s.exec(
      `INSERT INTO history_queue (patient_id, kind, measured_at, reading_id, op, at) VALUES (?, ?, ?, ?, 'gone', 0)`,
      ...[s.ann, 'blood-pressure', old?.measuredAt, old?.id],
    );
    expect(await history.readings(s.ann, everything)).toHaveLength(2);
  });

  test('takes nothing of a patient of whom anything waits', async () => {
    const s = await open();
    await s.pressure(90);
    await s.forwarder().idle();
    await s.forwarder().stop();
    await s.pressure(1);
    expect(await pruneOnce(s.deps)).toEqual({ pruned: 0, kept: 1, patients: 1 });
    expect(await daysOf(s, s.ann)).toEqual([90, 1]);
  });

  test('takes nothing of a patient of whom InfluxDB lacks or says otherwise', async () => {
    const s = await open();
    for (const days of [90, 80, 1]) await s.pressure(days);
    await s.forwarder().idle();
    const [first, second] = await s.stored(s.ann);
    const place = (r = first) => ({
      ...{ patientId: s.ann, kind: 'blood-pressure' as const, measuredAt: r?.measuredAt ?? 0 },
      nanosecond: nanosecondOf(r?.id ?? ''),
    });
    await clearPlaces(s.influx, [place()]);
    expect(await pruneOnce(s.deps)).toEqual({ pruned: 0, kept: 2, patients: 1 });
    await s.exec(`UPDATE reading SET systolic_mm_hg = 150 WHERE id = '${first?.id}'`);
    await s.forwarder().idle();
    await dropQueue(s.store);
    await s.exec(`UPDATE reading SET systolic_mm_hg = 151 WHERE id = '${second?.id}'`);
    expect(await pruneOnce(s.deps)).toEqual({ pruned: 0, kept: 2, patients: 1 });
    expect(await daysOf(s, s.ann)).toEqual([90, 80, 1]);
  });

  test('what is pruned or discarded while a backfill runs is afterwards there, or is not', async () => {
    const s = await open();
    for (const days of [90, 85, 80, 1]) await s.pressure(days);
    await s.forwarder().idle();
    await s.forwarder().stop();
    const [, discarded, , last] = await s.stored(s.ann);
    const place = (r = last) => ({
      ...{ patientId: s.ann, kind: 'blood-pressure' as const, measuredAt: r?.measuredAt ?? 0 },
      nanosecond: nanosecondOf(r?.id ?? ''),
    });
    await clearPlaces(s.influx, [place(last)]);
    const meanwhile = async (): Promise<void> => {
      const actor = { type: 'person', name: 'Ana Ruiz' } as const;
      const input = { decision: 'discard', of: s.ann } as const;
      await resolveReading({ store: s.store, actor, at: now }, discarded?.id ?? '', input);
      await createForward({ ...s, name: 'prc_1' })();
      expect(await pruneOnce(s.deps)).toEqual({ pruned: 2, kept: 0, patients: 0 });
    };
    let isFirst = true;
    const write: Influx['write'] = async points => {
      if (isFirst) await meanwhile();
      isFirst = false;
      return s.influx.write(points);
    };
    const signal = new AbortController().signal;
    const influx = { ...s.influx, write };
    await backfill({ store: s.store, influx, now: s.clock.now, signal, onProgress: () => {} });
    const left = (await s.points(s.ann)).map(r => Math.round((now - r.measuredAt) / dayMs));
    expect(left).toEqual([90, 80, 1]);
  });

  test('keeps the last good reading of a kind, what waits for a person, and what is known again by its id', async () => {
    const s = await open();
    await s.pressure(90, { systolic: 400 });
    for (const days of [80, 70]) await s.pressure(days);
    await s.send({
      ...{ device: 'scale-1', channel: 'weight', receivedAt: now - 45 * dayMs },
      payload: { value: 70.1, unit: 'kg' },
    });
    await s.send({ ...{ device: 'scale-1', channel: 'weight' }, payload: { value: 70.2, unit: 'kg' } });
    await s.forwarder().idle();
    expect(await pruneOnce(s.deps)).toMatchObject({ pruned: 1 });
    expect(await daysOf(s, s.ann)).toEqual([90, 70, 45, 0]);
  });

  test('takes nothing while InfluxDB does not answer', async () => {
    const s = await open();
    for (const days of [90, 1]) await s.pressure(days);
    await s.forwarder().idle();
    const influx = openInflux({ ...s.options, url: 'http://127.0.0.1:1' });
    await expect(pruneOnce({ ...s.deps, influx })).rejects.toMatchObject({ code: 'not-ready' });
    expect(await daysOf(s, s.ann)).toEqual([90, 1]);
  });

  test('is kept once a day, by whichever process takes the turn', async () => {
    const s = await open();
    for (const days of [90, 1]) await s.pressure(days);
    await s.forwarder().idle();
    const turns: string[] = [];
    const log = { ...silentLog, info: (event: string) => turns.push(event) };
    const windows = [keepHotWindow({ ...s.deps, log }), keepHotWindow({ ...s.deps, log })];
    for (const hours of [1, 2, 23, 24, 25]) {
      s.clock.set(now + hours * hourMs);
      await Promise.all(windows.map(window => window.idle()));
    }
    await Promise.all(windows.map(window => window.stop()));
    expect(turns).toEqual(['history-pruned', 'history-pruned']);
    expect(await daysOf(s, s.ann)).toEqual([1]);
  });
});
