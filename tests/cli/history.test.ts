import { describe, expect, test } from 'vitest';
import { UsageError } from '../../src/cli/command.ts';
import { history } from '../../src/cli/history.ts';
import { readConfig } from '../../src/config.ts';
import { dayMs } from '../../src/domain/local-day.ts';
import { silentLog } from '../../src/log.ts';
import { pruneOnce } from '../../src/readings/history/hot-window.ts';
import { clearPlaces } from '../../src/readings/history/influx-readings.ts';
import { nanosecondOf } from '../../src/readings/history/point.ts';
import { dropQueue, keepQueue } from '../../src/readings/history/triggers.ts';
import type { Verdict } from '../../src/readings/history/verify.ts';
import { type OpenHistory, openHistory, sharedInflux } from '../support/influx.ts';
import { influxd } from '../support/services.ts';
import { bloodPressure, iso, now, rosterHeader } from '../support/store.ts';

const server = sharedInflux();

const run = async (
  s: Pick<OpenHistory, 'folder' | 'url' | 'options' | 'clock'>,
  args: string[],
  stopAfter = '',
) => {
  const printed: string[] = [];
  const stop = new AbortController();
  const running = history.run(args, {
    config: readConfig({
      ...{ VIGIL_DATA: s.folder, INFLUX_URL: s.options.url, INFLUX_DATABASE: s.options.database },
      ...(s.url === null ? {} : { DATABASE_URL: s.url }),
    }),
    clock: s.clock,
    print: text => printed.push(text),
    tell: text => {
      if (stopAfter !== '' && text.includes(stopAfter)) stop.abort();
    },
    signal: stop.signal,
  });
  const failure = await running.then(
    () => null,
    (error: unknown) => error,
  );
  return { failure, printed: printed.join('\n') };
};

const panel = (count: number): string =>
  [
    rosterHeader,
    ...Array.from(
      { length: count },
      (_, n) =>
        `Q${n},Quill,Ann,1948-03-27,female,America/New_York,heart-failure,cuff-${n},blood-pressure,7,,,70`,
    ),
  ].join('\n');

/** Stored before anything was forwarded. */
const storedBefore = async (patients = 0) => {
  const s = await openHistory(server());
  await dropQueue(s.store);
  if (patients > 0) await s.importCsv(`${panel(patients)}\n`);
  for (let n = 0; n < patients; n += 1)
    await s.send({ device: `cuff-${n}`, payload: bloodPressure(iso(now - dayMs)) });
  for (const days of [90, 50, 2]) await s.send({ payload: bloodPressure(iso(now - days * dayMs)) });
  return s;
};

const placeOf = async (s: OpenHistory, nth: number) => {
  const patientId = s.patientId('P1');
  const reading = (await s.stored(patientId))[nth];
  return {
    ...{ patientId, kind: 'blood-pressure' as const, measuredAt: reading?.measuredAt ?? 0 },
    nanosecond: nanosecondOf(reading?.id ?? ''),
    id: reading?.id,
  };
};

describe.skipIf(influxd().missing)('vigil history', () => {
  test('backfill asks for a service that forwards, then brings all there, and verify agrees', async () => {
    const s = await storedBefore();
    expect((await run(s, ['backfill'])).failure).toMatchObject({ code: 'not-allowed-now' });
    await keepQueue(s.store, now);
    const { failure, printed } = await run(s, ['backfill', '--json']);
    expect(failure).toBeNull();
    expect(JSON.parse(printed)).toMatchObject({
      patients: 2,
      readings: 3,
      written: 3,
      refused: 0,
      finished: true,
    });
    expect(await s.points(s.patientId('P1'))).toEqual(await s.stored(s.patientId('P1')));
    const verified = await run(s, ['verify']);
    expect(verified.failure).toBeNull();
    expect(verified.printed).toContain('3 stored, 3 in InfluxDB');
    expect(verified.printed).toContain('both say the same');
    const daily = `SELECT count(systolic_mmhg_count) FROM "${s.options.database}".daily.daily_blood_pressure`;
    expect((await s.influx.ask([daily]))[0]?.[0]?.values[0]?.[1]).toBe(2);
  });

  test('backfill that was broken off goes on where it was; after a time without forwarding it begins anew', async () => {
    const s = await storedBefore(30);
    await keepQueue(s.store, now);
    const first = JSON.parse((await run(s, ['backfill', '--json'], 'patients')).printed);
    expect(first).toMatchObject({ patients: 20, before: 0, finished: false });
    const second = JSON.parse((await run(s, ['backfill', '--json'])).printed);
    expect(second).toMatchObject({ patients: 12, before: 20, finished: true });
    expect(first.written + second.written).toBe(33);
    expect(JSON.parse((await run(s, ['backfill', '--json'])).printed)).toMatchObject({ patients: 0 });
    await dropQueue(s.store);
    await keepQueue(s.store, now + 1);
    expect(JSON.parse((await run(s, ['backfill', '--json'])).printed)).toMatchObject({
      ...{ patients: 32, written: 0, cleared: 0 },
    });
  });

  test('verify names a hole, what says otherwise and what should not be there; backfill mends them', async () => {
    const s = await openHistory(server());
    for (const days of [90, 50, 2]) await s.send({ payload: bloodPressure(iso(now - days * dayMs)) });
    await s.forwarder().idle();
    const [hole, other, extra] = [await placeOf(s, 0), await placeOf(s, 1), await placeOf(s, 2)];
    await clearPlaces(s.influx, [hole]);
    await dropQueue(s.store);
    await s.exec(`UPDATE reading SET systolic_mm_hg = 150 WHERE id = '${other.id}'`);
    await s.exec(`DELETE FROM reading WHERE id = '${extra.id}'`);
    await keepQueue(s.store, now + 1);
    const { failure, printed } = await run(s, ['verify', '--json']);
    expect(failure).toMatchObject({ code: 'conflict', message: 'InfluxDB does not have what the store has' });
    const verdict = JSON.parse(printed) as Verdict;
    expect(verdict.ok).toBe(false);
    const side = (readings: number) => expect.objectContaining({ readings });
    expect(verdict.differences).toMatchObject([
      { month: '2026-08', stored: side(1), influx: side(0), missing: [hole.id], different: [], extra: [] },
      { month: '2026-10', stored: side(1), influx: side(1), missing: [], different: [other.id], extra: [] },
      { month: '2026-11', stored: side(0), influx: side(1), missing: [], different: [], extra: [extra.id] },
    ]);
    expect((await run(s, ['verify'])).printed).toContain(hole.id);
    expect(JSON.parse((await run(s, ['backfill', '--json'])).printed)).toMatchObject({
      written: 2,
      cleared: 2,
    });
    expect((await run(s, ['verify'])).failure).toBeNull();
  });

  test('verify leaves out what waits, and what only InfluxDB has since the store was pruned', async () => {
    const s = await openHistory(server());
    for (const days of [90, 50, 2]) await s.send({ payload: bloodPressure(iso(now - days * dayMs)) });
    const forwarder = s.forwarder();
    await forwarder.idle();
    await forwarder.stop();
    const { store, influx, clock, metrics } = s;
    expect(await pruneOnce({ store, influx, clock, metrics, log: silentLog, hotDays: 40 })).toMatchObject({
      pruned: 2,
    });
    await s.send({ payload: bloodPressure(iso(now - dayMs)) });
    const verdict = JSON.parse((await run(s, ['verify', '--json'])).printed);
    expect(verdict).toMatchObject({
      ok: true,
      stored: 1,
      influx: 3,
      waiting: 1,
      prunedBefore: '2026-10-14T00:00:00.000Z',
    });
    const status = JSON.parse((await run(s, ['status', '--json'])).printed);
    expect(status).toMatchObject({ waiting: 1, refused: [], influx: 'answers', queuedSince: iso(now) });
  });

  test('status tells that InfluxDB does not answer', async () => {
    const s = await openHistory(server());
    const options = { ...s.options, url: 'http://127.0.0.1:1' };
    expect((await run({ ...s, options }, ['status'])).printed).toContain('does not answer');
  });
});

test.each([[[]], [['mend']], [['verify', 'twice']]])('is not understood: history %j', async args => {
  const config = readConfig({ INFLUX_URL: 'http://127.0.0.1:1' });
  const context = {
    config,
    clock: { now: () => now, wake: () => () => {}, after: () => () => {} },
    print: () => {},
    tell: () => {},
  };
  const running = history.run(args, { ...context, signal: new AbortController().signal });
  await expect(running).rejects.toThrow(UsageError);
});
