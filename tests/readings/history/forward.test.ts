import { describe, expect, test } from 'vitest';
import type { Store } from '../../../src/db/store.ts';
import { dayMs } from '../../../src/domain/local-day.ts';
import { resolveReading } from '../../../src/ingest/resolve-reading.ts';
import { createForward } from '../../../src/readings/history/forward.ts';
import { type Influx, openInflux } from '../../../src/readings/history/influx.ts';
import { prepareInflux } from '../../../src/readings/history/prepare-influx.ts';
import { readingColumns } from '../../../src/readings/row.ts';
import {
  admin,
  influxServer,
  type OpenHistory,
  openHistory,
  ownDatabase,
  sharedInflux,
} from '../../support/influx.ts';
import { influxd } from '../../support/services.ts';
import { bloodPressure, iso, now } from '../../support/store.ts';

const server = sharedInflux();

const minuteMs = 60_000;
const atMinute = (minutes: number) => iso(now - minutes * minuteMs);

const sendAll = async (s: OpenHistory): Promise<void> => {
  await s.send({ payload: bloodPressure(atMinute(9)) });
  await s.send({ payload: bloodPressure(atMinute(8), { pulse: undefined, systolic: 400 }) });
  await s.send({
    ...{ device: 'meter-2', channel: 'glucose' },
    payload: { measuredAt: atMinute(7), value: 5.6, unit: 'mmol/L', meal: 'fasting' },
  });
  await s.send({
    ...{ device: 'meter-2', channel: 'glucose' },
    payload: { measuredAt: atMinute(6), value: 'HI', unit: 'mg/dL' },
  });
  await s.send({
    ...{ device: 'scale-1', channel: 'weight' },
    payload: { value: 154.7, unit: '[lb_av]', seq: 4 },
  });
};

const person = { type: 'person', name: 'Ana Ruiz' } as const;
const resolve = (s: OpenHistory, id: string, input: Parameters<typeof resolveReading>[2]) =>
  resolveReading({ store: s.store, actor: person, at: s.clock.now() }, id, input);

/** Nothing more is stored once the time-series database has acknowledged: what a process that ends there leaves. */
const endsOnceWritten = ({ store, influx }: OpenHistory): { ending: Store; influx: Influx } => {
  let ended = false;
  const write: Influx['write'] = async points => {
    const refusal = await influx.write(points);
    ended = true;
    return refusal;
  };
  const writeShared: Store['writeShared'] = work =>
    ended ? Promise.reject(new Error('the process ended')) : store.writeShared(work);
  return { ending: { ...store, writeShared }, influx: { ...influx, write } };
};

describe.skipIf(influxd().missing)('forwarding', () => {
  test('every reading stands there exactly as it is stored, and the queue is empty', async () => {
    const s = await openHistory(server());
    await sendAll(s);
    expect(await s.queued()).toBe(5);
    await s.forwarder().idle();
    expect(await s.queued()).toBe(0);
    expect(s.metrics.read('vigil_history_forwarded_total')).toBe(5);
    const [ann, bob] = [s.patientId('P1'), s.patientId('P2')];
    expect(await s.points(ann)).toEqual(await s.stored(ann));
    expect(await s.points(bob)).toEqual(await s.stored(bob));
    expect((await s.points(ann)).map(r => [r.kind, r.suspect !== null, r.flags])).toEqual([
      ['blood-pressure', false, []],
      ['blood-pressure', true, []],
      ['weight', false, ['no-time']],
    ]);
  });

  test('text comes back as it was, whatever a device sends', async () => {
    const s = await openHistory(server());
    await s.send({ payload: bloodPressure(atMinute(1)) });
    const odd = `it\\'s "odd" \\ ,= \n\t é 漢 ${'\\'}`;
    await s.exec(
      'UPDATE reading SET sent_unit = ?, suspect = ?, slot = ?, sent_values = ?',
      ...[odd, odd, odd, JSON.stringify({ note: odd, nested: { "a'b": [1.1, -0.5e-7, null] } })],
    );
    await s.forwarder().idle();
    const [point] = await s.points(s.patientId('P1'));
    expect(point).toEqual((await s.stored(s.patientId('P1')))[0]);
    expect(point?.sent.unit).toBe(odd);
  });

  test('two readings of one millisecond are both kept', async () => {
    const s = await openHistory(server());
    await s.send({ payload: bloodPressure(atMinute(1)) });
    await s.send({ payload: bloodPressure(atMinute(1), { systolic: 143 }) });
    await s.forwarder().idle();
    const points = await s.points(s.patientId('P1'));
    expect(points.map(r => 'systolicMmHg' in r && r.systolicMmHg).sort()).toEqual([142, 143]);
    expect(await s.series(s.patientId('P1'))).toBe(1);
  });

  test('two of one nanosecond are both kept under a tag of their own, and one alone without', async () => {
    const s = await openHistory(server());
    await s.send({ payload: bloodPressure(atMinute(1)) });
    const ann = s.patientId('P1');
    const forwarder = s.forwarder();
    // ids that have the same nanosecond
    await s.exec(`UPDATE reading SET id = 'reading-650'`);
    await forwarder.idle();
    expect(await s.series(ann)).toBe(1);
    const others = ['patient_id', ...readingColumns].filter(column => column !== 'id').join(', ');
    await s.exec(`INSERT INTO reading (id, ${others}) SELECT 'reading-777', ${others} FROM reading`);
    await forwarder.idle();
    expect(await s.points(ann)).toEqual(await s.stored(ann));
    expect((await s.points(ann)).map(r => r.id)).toEqual(['reading-650', 'reading-777']);
    expect(await s.series(ann)).toBe(2);
    await s.exec(`DELETE FROM reading WHERE id = 'reading-777'`);
    await forwarder.idle();
    expect((await s.points(ann)).map(r => r.id)).toEqual(['reading-650']);
    expect(await s.series(ann)).toBe(1);
  });

  test('a correction, a re-assignment and a discard change, move and take away the point', async () => {
    const s = await openHistory(server());
    for (const minutes of [3, 2, 1]) await s.send({ payload: bloodPressure(atMinute(minutes)) });
    const forwarder = s.forwarder();
    await forwarder.idle();
    const [ann, bob] = [s.patientId('P1'), s.patientId('P2')];
    const [first, second, third] = (await s.stored(ann)).map(r => r.id);
    const values = { systolicMmHg: 131, diastolicMmHg: 82, pulsePerMin: null };
    await resolve(s, first ?? '', { decision: 'correct', of: ann, values });
    await resolve(s, second ?? '', { decision: 'reassign', of: ann, patient: bob });
    await resolve(s, third ?? '', { decision: 'discard', of: ann });
    await forwarder.idle();
    expect(await s.points(ann)).toEqual(await s.stored(ann));
    expect((await s.points(ann)).map(r => [r.id, 'pulsePerMin' in r && r.pulsePerMin])).toEqual([
      [first, null],
    ]);
    expect((await s.points(bob)).map(r => r.id)).toEqual([second]);
  });

  test('what was acknowledged but not noted before the process ended is there once', async () => {
    const s = await openHistory(server());
    await sendAll(s);
    await prepareInflux(s.influx);
    const [ann, bob] = [s.patientId('P1'), s.patientId('P2')];
    const { ending, influx } = endsOnceWritten(s);
    const { clock } = s;
    const ended = createForward({ store: ending, influx, clock, name: 'prc_1' });
    await expect(ended()).rejects.toThrow('ended');
    expect(await s.queued()).toBe(5);
    const again = await s.restart();
    // among several processes, what one had in hand is left to it for a minute
    await again.exec('UPDATE history_queue SET lease_until = lease_until - 61000');
    await createForward({ store: again.store, influx: s.influx, clock, name: 'prc_2' })();
    expect(await again.rows('history_queue')).toEqual([]);
    expect(await s.points(ann)).toHaveLength(3);
    expect(await s.points(bob)).toHaveLength(2);
  });

  test('a point that is refused is set aside with its reason, and the others go on', async () => {
    const s = await openHistory(server());
    await prepareInflux(s.influx);
    const fields = { weight_kg: 'not a number' };
    const timestamp = `${now}000000`;
    await s.influx.write([{ measurement: 'weight', tags: { patient: 'x' }, fields, timestamp }]);
    await sendAll(s);
    await s.forwarder().idle();
    expect(await s.queued()).toBe(0);
    expect(await s.rows('history_refused')).toMatchObject([
      { kind: 'weight', reason: 'field-type-conflict', at: now },
    ]);
    expect(s.metrics.read('vigil_history_refused_total')).toBe(1);
    expect((await s.points(s.patientId('P1'))).map(r => r.kind)).toEqual([
      'blood-pressure',
      'blood-pressure',
    ]);
    expect(await s.points(s.patientId('P2'))).toHaveLength(2);
  });

  test('late readings renew the daily rollup of their day, and so does what was taken away', async () => {
    const s = await openHistory(server());
    const forwarder = s.forwarder();
    const late = iso(now - 20 * dayMs);
    await s.send({ payload: bloodPressure(late) });
    await s.send({ payload: bloodPressure(late, { systolic: 152 }) });
    await forwarder.idle();
    const daily = `SELECT systolic_mmhg_mean, systolic_mmhg_count FROM "${s.options.database}".daily.daily_blood_pressure`;
    const rollups = async () => (await s.influx.ask([daily]))[0]?.flatMap(series => series.values) ?? [];
    expect(await rollups()).toEqual([['2026-11-03T00:00:00Z', 147, 2]]);
    const [first, second] = (await s.stored(s.patientId('P1'))).map(r => r.id);
    await resolve(s, first ?? '', { decision: 'discard', of: s.patientId('P1') });
    await forwarder.idle();
    expect((await rollups())[0]?.[2]).toBe(1);
    await resolve(s, second ?? '', { decision: 'discard', of: s.patientId('P1') });
    await forwarder.idle();
    expect(await rollups()).toEqual([]);
  });

  test('what is prepared is made once, and left as it is found', async () => {
    const s = await openHistory(server());
    const made = ['database', 'daily', 'daily_blood_pressure', 'daily_glucose', 'daily_weight'];
    expect(await prepareInflux(s.influx)).toEqual(made);
    await server().ask(`ALTER RETENTION POLICY "raw" ON "${s.options.database}" DURATION 3650d`);
    expect(await prepareInflux(s.influx)).toEqual([]);
  });
});

describe.skipIf(influxd().missing)('an outage', () => {
  test('holds up nothing but the queue, and is caught up with', async () => {
    const own = await influxServer();
    const s = await openHistory(own);
    const forwarder = s.forwarder();
    await forwarder.idle();
    await own.stop();
    await sendAll(s);
    await forwarder.idle();
    expect(s.metrics.read('vigil_history_failures_total')).toBeGreaterThan(0);
    expect(await s.queued()).toBe(5);
    await own.start();
    s.clock.set(s.clock.now() + minuteMs);
    await forwarder.idle();
    expect(await s.queued()).toBe(0);
    expect(await s.points(s.patientId('P1'))).toEqual(await s.stored(s.patientId('P1')));
  });

  test('a database that is gone is made anew', async () => {
    const s = await openHistory(server());
    const forwarder = s.forwarder();
    await forwarder.idle();
    await server().ask(`DROP DATABASE "${s.options.database}"`);
    await sendAll(s);
    await forwarder.idle();
    expect(await s.queued()).toBe(5);
    await forwarder.idle();
    expect(await s.queued()).toBe(0);
    expect(await s.points(s.patientId('P1'))).toHaveLength(3);
  });
});

test.skipIf(influxd().missing)(
  'signs in; an account that may only read and write is enough once all is made',
  async () => {
    const own = await influxServer({ auth: true });
    const { username, password } = admin;
    const escaped = password.replace(/['\\]/g, '\\$&');
    await fetch(`${own.url}/query`, {
      method: 'POST',
      body: new URLSearchParams({
        q: `CREATE USER "${username}" WITH PASSWORD '${escaped}' WITH ALL PRIVILEGES`,
      }),
    });
    const s = await openHistory(own, { username: 'vigil', password: 'plain' });
    await sendAll(s);
    const forwarder = s.forwarder();
    await forwarder.idle();
    expect(await s.queued()).toBe(5);
    await prepareInflux(openInflux({ ...s.options, ...admin }));
    await own.ask(`CREATE USER vigil WITH PASSWORD 'plain'`);
    await own.ask(`GRANT ALL ON "${s.options.database}" TO vigil`);
    await forwarder.idle();
    expect(await s.queued()).toBe(0);
    await expect(openInflux(ownDatabase(own)).ask(['SHOW DATABASES'])).rejects.toThrow('refuses the account');
  },
);
